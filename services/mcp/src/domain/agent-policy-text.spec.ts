import { describe, expect, it } from '@jest/globals';
import { mayChangeSomething, policyLine } from './agent-policy-text.ts';

const everything = (): boolean => true;
const meta = { prefix: 'Meta', access: 'read-only' } as const;
const drafts = { prefix: 'Drafts', access: 'direct' } as const;

describe('what an agent is told of the policy', () => {
  it('is nothing where it may all that its person may', () => {
    expect(policyLine(undefined, everything)).toBe('');
    expect(policyLine({ default: 'direct', rules: [drafts] }, everything)).toBe('');
  });

  it('is where it may change something, or where not', () => {
    expect(policyLine({ default: 'direct', rules: [meta, drafts] }, everything)).toBe('Agents may not change anything at or below: Meta.');
    expect(policyLine({ default: 'read-only', rules: [drafts] }, everything)).toBe(
      'Agents may not change anything here. They change pages directly at or below: Drafts.',
    );
    expect(policyLine({ default: 'read-only', rules: [] }, everything)).toBe('Agents may not change anything here.');
  });

  it('is where it only proposes', () => {
    expect(policyLine({ default: 'propose', rules: [meta, drafts] }, everything)).toBe(
      'Agents only propose changes here: a person merges or declines them, and get_proposals shows what became of them. They change pages directly at or below: Drafts. They may not change anything at or below: Meta.',
    );
    const inbox = { prefix: 'Inbox', access: 'propose' } as const;
    expect(policyLine({ default: 'direct', rules: [inbox] }, everything)).toMatch(/^Agents only propose changes, .* at or below: Inbox\.$/);
  });

  it('names no folder that is closed to its person', () => {
    expect(policyLine({ default: 'direct', rules: [meta] }, (path) => path !== 'Meta')).toBe('');
  });

  it('shows whether changing anything is possible at all', () => {
    expect([
      mayChangeSomething({ default: 'read-only', rules: [meta] }),
      mayChangeSomething({ default: 'read-only', rules: [drafts] }),
      mayChangeSomething({ default: 'propose', rules: [meta] }),
    ]).toEqual([false, true, true]);
  });
});
