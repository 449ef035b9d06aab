import { describe, expect, it } from '@jest/globals';
import { deletePage, editPage, readPage } from '@wikibot/contracts/requests/pages';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save } = useAskedHouse();

describe('reading a page', () => {
  it('gives its text, fields, links and last change, now and at each of its revisions, whole or shortened', async () => {
    const wikiId = await house().found();
    const one = await save(wikiId, 'Page', '---\ntitle: First\n---\nSee [[Other]] and [[Other]].\n');
    const two = await house().told(
      editPage,
      { path: 'Page', base: one.revision, oldString: 'First', newString: 'Second', message: 'Rename it' },
      house().person(wikiId),
    );
    await save(wikiId, 'Other', 'x');
    const read = (revision?: string) =>
      house().told(readPage, { path: 'page', ...(revision === undefined ? {} : { revision }) }, house().person(wikiId));
    expect(await read()).toMatchObject({
      name: 'Second',
      path: 'Page',
      frontmatter: { title: 'Second' },
      linksTo: ['other'],
      revision: two.revision,
      lastChange: { intent: 'edit', message: 'Rename it' },
    });
    for (const revision of [one.revision, one.revision.slice(0, 7), one.revision.slice(0, 20)])
      expect(await read(revision)).toMatchObject({ name: 'First', revision: one.revision });
  });

  it('knows no page at a revision that it was not in, nor at one that is not there', async () => {
    const wikiId = await house().found();
    const before = (await house().ports.wikis.get(wikiId))?.head ?? '';
    await save(wikiId, 'Page', 'x');
    for (const revision of [before, '0'.repeat(40), '0123456']) {
      expect(await house().ask(readPage, { path: 'Page', revision }, house().person(wikiId))).toMatchObject({
        ok: false,
        refusal: { kind: 'not-found' },
      });
    }
  });

  it('reads a deleted page at the revisions that had it', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', 'x');
    await house().told(deletePage, { path: 'Page' }, house().person(wikiId));
    expect(await house().ask(readPage, { path: 'Page' }, house().person(wikiId))).toMatchObject({
      ok: false,
      refusal: { code: 'page.not-found' },
    });
    expect((await house().told(readPage, { path: 'Page', revision }, house().person(wikiId))).content).toBe('x');
  });

  it('answers no fault to any path, however odd or long', async () => {
    const wikiId = await house().found();
    for (const path of ODD_PATHS) expect((await house().ask(readPage, { path }, house().person(wikiId))).ok).toBe(false);
  });
});
