import { describe, expect, it } from '@jest/globals';
import { estimateTokens } from '@wikibot/platform/page/words';
import { authOf } from '../fixtures/house.ts';
import { toolsFor } from './toolbox.ts';

const all = toolsFor(authOf());
const namesFor = (over: Parameters<typeof authOf>[0]): readonly string[] => toolsFor(authOf(over)).map(({ name }) => name);

describe('the toolbox', () => {
  it('costs a conversation less than 4,000 tokens', () => {
    expect(estimateTokens(JSON.stringify(all))).toBeLessThan(4000);
  });

  it('leaves room for the tools that are still to come', () => {
    for (const tool of all) expect(estimateTokens(JSON.stringify(tool))).toBeLessThan(300);
  });

  it('has names that every client takes, and words for people', () => {
    for (const { name, title, description } of all) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect([title, description].every((text) => text.length > 0)).toBe(true);
    }
  });

  it('says of every tool whether it only reads, and of every write that it may replace', () => {
    for (const { annotations } of all) {
      if (annotations['readOnlyHint'] !== true) expect(annotations).toMatchObject({ destructiveHint: true, idempotentHint: false });
    }
  });

  it('holds no tool that a caller could never use', () => {
    expect(namesFor({ scopes: ['read'] })).not.toContain('write_note');
    expect(namesFor({ role: 'viewer' })).not.toContain('edit_note');
    expect(namesFor({ role: 'editor' })).toContain('edit_note');
  });

  it('lets output be a result or a refusal', () => {
    for (const { outputSchema } of all)
      expect(outputSchema).toMatchObject({ type: 'object', anyOf: [{ required: expect.any(Array) }, { required: ['code'] }] });
  });
});
