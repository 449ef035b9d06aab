import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '@wikibot/platform/page/outline';
import { surroundings } from './section-surroundings.ts';

const sections = outlineOf('# A\n## B\n#### C\n### D\n## E\n# F\n### G\n## H\n');

const around = (address: string) => {
  const section = sections.find((one) => one.address === address);
  if (!section) throw new Error(`no ${address}`);
  return surroundings(sections, section);
};

describe('what stands around a section', () => {
  it.each([
    ['A', { parent: null, previous: null, next: 'F', children: ['A > B', 'A > E'] }],
    ['A > B', { parent: 'A', previous: null, next: 'A > E', children: ['A > B > C', 'A > B > D'] }],
    ['A > B > D', { parent: 'A > B', previous: 'A > B > C', next: null, children: [] }],
    ['F', { parent: null, previous: 'A', next: null, children: ['F > G', 'F > H'] }],
    ['F > H', { parent: 'F', previous: 'F > G', next: null, children: [] }],
  ])('%s is told, also where levels are left out', (address, expected) => {
    expect(around(address)).toEqual(expected);
  });
});
