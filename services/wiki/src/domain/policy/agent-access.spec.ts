import { describe, expect, it } from '@jest/globals';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import fc from 'fast-check';
import { accessAt, accessToFiles, prefixNamedTwice, prefixOfNothing, strictestOf } from './agent-access.ts';

const policy: AgentPolicy = {
  default: 'direct',
  rules: [
    { prefix: 'Meta', access: 'read-only' },
    { prefix: 'Meta/Open Desk', access: 'direct' },
  ],
};

describe('what agents may do', () => {
  it.each([
    ['Home', 'direct'],
    ['Meta', 'read-only'],
    ['Meta/Guide', 'read-only'],
    ['meta/guide', 'read-only'],
    ['Metal', 'direct'],
    ['Meta/Open_Desk/Today', 'direct'],
    ['META/open desk', 'direct'],
  ])('at %s is %s', (path, access) => {
    expect(accessAt(policy, path)).toBe(access);
  });

  it('is for a change of several folders what the strictest of them says', () => {
    expect(accessToFiles(policy, ['Home.md', 'Meta/Guide.md', 'Meta/Open_Desk.md'])).toEqual({ access: 'read-only', path: 'Meta/Guide' });
    expect(accessToFiles(policy, ['Home.md', 'Meta/Open_Desk/photo.png'])).toEqual({ access: 'direct', path: undefined });
    expect(accessToFiles(policy, ['Meta/photo.png'])).toEqual({ access: 'read-only', path: 'Meta/photo.png' });
    expect(accessToFiles(policy, [])).toEqual({ access: 'direct', path: undefined });
  });

  it('does not depend on the order of rules, and no change is freer than its strictest path', () => {
    const prefix = fc.constantFrom('A', 'A/B', 'A/B/C', 'D', 'a/b', 'D/E F');
    const access = fc.constantFrom<AgentPolicy['default']>('direct', 'read-only');
    const rules = fc.uniqueArray(fc.record({ prefix, access }), { selector: (rule) => rule.prefix.toLowerCase() });
    const files = fc.array(fc.constantFrom('A.md', 'A/B.md', 'A/B/C/x.png', 'D/E_F.md', 'G.md'), { minLength: 1 });
    fc.assert(
      fc.property(rules, access, files, (some, otherwise, touched) => {
        const [one, other] = [some, some.toReversed()].map((listed) => ({ default: otherwise, rules: listed }));
        if (!one || !other) return false;
        const each = touched.map((file) => accessToFiles(one, [file]).access);
        const whole = accessToFiles(one, touched).access;
        return (
          whole === accessToFiles(other, touched).access &&
          whole === (each.includes('read-only') ? 'read-only' : 'direct') &&
          (strictestOf(one) === 'read-only' || whole === 'direct')
        );
      }),
    );
  });
});

it('knows rules that nobody could keep apart, and rules for nothing', () => {
  expect(prefixNamedTwice(policy.rules)).toBeUndefined();
  expect(prefixNamedTwice([...policy.rules, { prefix: 'meta/open_desk/', access: 'direct' }])).toBe('meta/open_desk/');
  expect(prefixOfNothing([...policy.rules, { prefix: '/', access: 'direct' }])).toBe('/');
});
