import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { editPage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import type { WikiHouse } from '../test-house.ts';

const open = useWikiHouse();
let house: WikiHouse;
beforeAll(() => void (house = open()));

const save = (wikiId: WikiId, content: string, base?: string) =>
  house.ask(savePage, { path: 'Page', content, ...(base === undefined ? {} : { base }) }, house.person(wikiId));
const saveAsBob = (wikiId: WikiId, content: string, base: string) =>
  house.told(savePage, { path: 'Page', content, base }, house.person(wikiId, bob));
const lines = (...changed: readonly number[]): string =>
  Array.from({ length: 30 }, (_, index) => `line ${index}${changed.includes(index) ? ' changed' : ''}\n`).join('\n');

describe('many writers at once', () => {
  it('on different places all find their change in the page', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: lines() }, house.person(wikiId));
    const places = [0, 4, 8, 12, 16, 20, 24, 28];
    const outcomes = await Promise.all(places.map((place) => save(wikiId, lines(place), revision)));
    expect(outcomes.map((outcome) => outcome.ok && outcome.answer.outcome).sort()).toEqual([
      'merged',
      'merged',
      'merged',
      'merged',
      'merged',
      'merged',
      'merged',
      'updated',
    ]);
    expect((await house.told(readPage, { path: 'Page' }, house.person(wikiId))).content).toBe(lines(...places));
  });

  it('who make the same page make it once', async () => {
    const wikiId = await house.found();
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((content) => save(wikiId, content)));
    const codes = outcomes.map((outcome) => (outcome.ok ? outcome.answer.outcome : outcome.refusal.code));
    expect(codes.sort()).toEqual(['created', 'page.revision-required', 'page.revision-required', 'page.revision-required']);
  });

  it('leave a stream without gaps whose facts say who wrote what', async () => {
    const wikiId = await house.found();
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        house.ask(savePage, { path: `Page ${number}`, content: `${number}` }, house.person(wikiId, number % 2 ? ada : bob)),
      ),
    );
    const facts = await house.facts(wikiId);
    expect(facts.map((fact) => fact.sequence)).toEqual(facts.map((_, index) => index + 1));
    expect(facts.filter((fact) => fact.actor.kind === 'person' && fact.actor.accountId === bob)).toHaveLength(2);
  });
});

describe('a conflict', () => {
  it('carries everything that solves it in one more call', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: 'one\n' }, house.person(wikiId));
    await saveAsBob(wikiId, 'theirs\n', revision);
    const outcome = await save(wikiId, 'yours\n', revision);
    if (outcome.ok) throw new Error('it was saved');
    const { conflict, current_revision: current } = outcome.refusal.detail as {
      current_revision: string;
      conflict: Record<string, string>;
    };
    expect(conflict).toMatchObject({ base: 'one\n', yours: 'yours\n', theirs: 'theirs\n' });
    expect(conflict['merged']).toContain('yours');
    expect(conflict['merged']).toContain('theirs');
    expect(await save(wikiId, 'both\n', current)).toMatchObject({ ok: true, answer: { outcome: 'updated' } });
  });
});

describe('a revision that nobody knows', () => {
  it.each(['0123456', '0123456789012345678901234567890123456789'])('as %s is refused as the base of a change', async (base) => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: 'one\n' }, house.person(wikiId));
    const refused = { ok: false, refusal: { code: 'page.revision-unknown', detail: { revision: base, current_revision: revision } } };
    expect(await save(wikiId, 'two\n', base)).toMatchObject(refused);
    expect(await house.ask(editPage, { path: 'Page', base, oldString: 'one', newString: 'two' }, house.person(wikiId))).toMatchObject(
      refused,
    );
    expect((await house.told(readPage, { path: 'Page' }, house.person(wikiId))).content).toBe('one\n');
  });

  it('of a page that does not exist hinders nobody from making it', async () => {
    const wikiId = await house.found();
    expect(await save(wikiId, 'one', '0123456789012345678901234567890123456789')).toMatchObject({
      ok: true,
      answer: { outcome: 'created' },
    });
  });
});

describe('an answer to a write', () => {
  it('names the text that is stored, whenever it is not the text that was sent', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: lines() }, house.person(wikiId));
    await saveAsBob(wikiId, lines(3), revision);
    const nothingNew = await save(wikiId, lines(), revision);
    expect(nothingNew).toMatchObject({ ok: true, answer: { outcome: 'unchanged', content: lines(3) } });
  });

  it('counts the lines that changed, and keeps the revision of the page when nothing did', async () => {
    const wikiId = await house.found();
    const first = await house.told(savePage, { path: 'Page', content: 'a\nb\n' }, house.person(wikiId));
    expect(first).toMatchObject({ outcome: 'created', lines: { added: 2, removed: 0 } });
    await house.told(savePage, { path: 'Other', content: 'x' }, house.person(wikiId));
    expect(await save(wikiId, 'a\nb\n')).toMatchObject({
      answer: { outcome: 'unchanged', revision: first.revision, lines: { added: 0, removed: 0 } },
    });
    expect(await save(wikiId, 'a\nc\n', first.revision)).toMatchObject({ answer: { outcome: 'updated', lines: { added: 1, removed: 1 } } });
  });

  it('finds the page under any spelling and keeps the one it was made with', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Meta/My Page.md', content: 'a' }, house.person(wikiId));
    const again = await house.told(savePage, { path: 'meta/MY_page', content: 'b', base: revision.slice(0, 7) }, house.person(wikiId));
    expect(again).toMatchObject({ outcome: 'updated', path: 'Meta/My_Page' });
  });
});
