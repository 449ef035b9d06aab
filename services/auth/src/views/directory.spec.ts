import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { Slug } from '@wikibot/contracts/http/names';
import * as fc from 'fast-check';
import { authHouse, foundingFacts } from '../test-house.ts';
import { findWiki } from './directory.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const bob = AccountId.parse(`acc_${'b'.repeat(32)}`);
const wikiId = (digit: string): WikiId => WikiId.parse(`wik_${digit.repeat(32)}`);
const slug = (text: string): Slug => text as Slug; // literals below

/** Ada's second attempt at an address holds it, though its facts have smaller sequences than nothing and a third attempt failed. */
const HISTORY: readonly FactEnvelope[] = [
  ...foundingFacts({ ownerId: ada, slug: 'notes', id: wikiId('1'), becomes: 'abandoned' }, 0),
  ...foundingFacts({ ownerId: ada, slug: 'notes', id: wikiId('2'), visibility: 'public' }, 0),
  ...foundingFacts({ ownerId: ada, slug: 'notes', id: wikiId('3'), becomes: 'abandoned' }, 0),
  ...foundingFacts({ ownerId: ada, slug: 'notes-too', id: wikiId('4') }, 0),
  ...foundingFacts({ ownerId: bob, slug: 'notes', id: wikiId('5') }, 0),
];

const seen = async (facts: readonly FactEnvelope[]) => {
  const house = await authHouse();
  for (const fact of facts) await house.runtime.deliver('auth.directory', fact);
  const directory = house.ports.view('directory');
  return Promise.all([
    findWiki(directory, ada, slug('notes')),
    findWiki(directory, ada, slug('notes-too')),
    findWiki(directory, bob, slug('notes')),
    findWiki(directory, bob, slug('notes-too')),
  ]);
};

describe('the directory', () => {
  it('knows which wiki holds an address now', async () => {
    expect(await seen(HISTORY)).toEqual([
      { id: wikiId('2'), ownerId: ada, slug: 'notes', name: 'The notes', visibility: 'public', active: true },
      { id: wikiId('4'), ownerId: ada, slug: 'notes-too', name: 'The notes-too', visibility: 'private', active: true },
      { id: wikiId('5'), ownerId: bob, slug: 'notes', name: 'The notes', visibility: 'private', active: true },
      undefined,
    ]);
  });

  it('comes to the same whatever the order in which facts arrive, and however often', async () => {
    const expected = await seen(HISTORY);
    const disorder = fc
      .array(fc.nat(HISTORY.length - 1), { maxLength: 8 })
      .chain((twice) =>
        fc.shuffledSubarray([...HISTORY, ...twice.flatMap((place) => HISTORY[place] ?? [])], { minLength: HISTORY.length + twice.length }),
      );
    await fc.assert(
      fc.asyncProperty(disorder, async (facts) => expect(await seen(facts)).toEqual(expected)),
      { numRuns: 50 },
    );
  });

  it('shows a wiki that is being set up as not yet open', async () => {
    const [founded] = foundingFacts({ ownerId: ada, slug: 'notes', id: wikiId('1') }, 0);
    expect((await seen(founded ? [founded] : []))[0]).toMatchObject({ active: false });
  });
});
