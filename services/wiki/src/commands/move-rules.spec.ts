import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { movePage } from '@wikibot/contracts/requests/moves';
import { deletePage, pageHistory, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { bob } from '../test-house.ts';
import { refusedAs, useMovingHouse } from './moving-house-fixture.ts';

const { house, save, person, ruled, moved, textOf } = useMovingHouse();

describe('path rules', () => {
  const rules: readonly PathRule[] = [
    { prefix: 'Closed', access: 'none' },
    { prefix: 'Fixed', access: 'read' },
  ];
  const mover = (wikiId: WikiId, pathRules = rules) => ruled(wikiId, pathRules);

  it('leave links alone in pages that the mover may not write, tell of those that may be read, and of no others', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Pond', 'x');
    for (const path of ['Closed/A', 'Fixed/B', 'Open']) await save(wikiId, path, '[[Pond]]');
    const outcome = await house().ask(movePage, { path: 'Pond', newPath: 'Lake' }, mover(wikiId));
    expect(outcome).toMatchObject({
      ok: true,
      answer: { updatedPages: ['Open'], counts: { updatedPages: 1, notAllowed: 1, beyondLimit: 0 } },
    });
    expect([await textOf(wikiId, 'Closed/A'), await textOf(wikiId, 'Fixed/B'), await textOf(wikiId, 'Open')]).toEqual([
      '[[Pond]]',
      '[[Pond]]',
      '[[Lake]]',
    ]);
  });

  it('keep together what holds a page that the mover may not write, at its old or its new place', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Pond', 'x');
    await save(wikiId, 'Pond/Secret', 'y');
    const before = await house().facts(wikiId);
    const closed = [{ prefix: 'Pond/Secret', access: 'none' as const }];
    const refused = await house().ask(movePage, { path: 'Pond', newPath: 'Lake' }, mover(wikiId, closed));
    expect(refused).toMatchObject(refusedAs('page.below-closed', { path: 'Pond' }));
    expect(JSON.stringify(refused)).not.toContain('Secret');
    const fixed = [{ prefix: 'Lake/Secret', access: 'read' as const }];
    expect(await house().ask(movePage, { path: 'Pond', newPath: 'Lake' }, mover(wikiId, fixed))).toMatchObject(
      refusedAs('page.below-closed'),
    );
    expect(await house().ask(deletePage, { path: 'Pond', recursive: true }, mover(wikiId, closed))).toMatchObject(
      refusedAs('page.below-closed'),
    );
    expect(await house().facts(wikiId)).toEqual(before);
  });

  it('hide where a page went, and what it was where it came from', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Closed/Plan', 'old secret\n');
    const middle = await moved(wikiId, ['Closed/Plan', 'Plan']);
    await house().told(savePage, { path: 'Plan', content: 'redacted\n', base: middle.revision }, person(wikiId));
    await moved(wikiId, ['Plan', 'Public']);
    const reader = mover(wikiId);
    expect((await house().told(pageHistory, { path: 'Public' }, reader)).history.map(({ message }) => message)).toEqual([
      'Move Plan to Public',
      'Update Plan',
      'Move Closed/Plan to Plan',
    ]);
    expect(await house().ask(readPage, { path: 'Public', revision }, reader)).toMatchObject(refusedAs('page.not-found'));
    const stale = await house().ask(savePage, { path: 'Public', content: 'mine\n', base: revision }, reader);
    expect(JSON.stringify(stale)).not.toContain('old secret');
    await moved(wikiId, ['Public', 'Closed/Again']);
    expect(await house().ask(readPage, { path: 'Public' }, reader)).toMatchObject(refusedAs('page.not-found'));
  });

  it('are those of whoever a service asks for, when they come over the bus', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Pond', 'x');
    await save(wikiId, 'Pond/Secret', 'y');
    const context = { ...house().person(wikiId, bob), pathRules: [{ prefix: 'Pond/Secret', access: 'none' as const }] };
    expect(await house().ask(movePage, { path: 'Pond', newPath: 'Lake' }, context)).toMatchObject(refusedAs('page.below-closed'));
  });
});
