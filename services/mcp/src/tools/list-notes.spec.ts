import { describe, expect, it } from '@jest/globals';
import type { AnyClient } from '../fixtures/house.ts';
import { modernClient, openHouse } from '../fixtures/house.ts';

const page = (path: string, fields = ''): { path: string; text: string } => ({ path, text: `---\n${fields}\n---\nfour words of text\n` });

const listed = async (): Promise<AnyClient> => {
  const house = await openHouse();
  await house.importAll([
    page('Meta/Guide', 'category: index'),
    page('Metaphor', 'tags: [Word, play]'),
    page('Birds/Heron', 'category: Actor\ntags: [bird, play]'),
    page('Birds/Zilpzalp', 'category: actor'),
    page('ärger'),
  ]);
  return modernClient(house.fetchAs());
};

const pathsOf = ({ structured }: { structured: Readonly<Record<string, unknown>> }): readonly string[] =>
  (structured['notes'] as readonly { path: string }[]).map(({ path }) => path);

describe('listing notes', () => {
  it('shows every page with what its front matter says', async () => {
    const client = await listed();
    const { text } = await client.call('list_notes', {});
    expect(text).toMatch(
      /^Found 5 notes:\n\n- Birds\/Heron \(category: Actor, tags: bird, play, last updated: \d{4}-\d\d-\d\d, 4 words\)\n/,
    );
  });

  it('filters by beginning, category, tag and date, all at once and whatever the case', async () => {
    const client = await listed();
    expect(pathsOf(await client.call('list_notes', { prefix: 'meta' }))).toEqual(['Meta/Guide', 'Metaphor']);
    expect(pathsOf(await client.call('list_notes', { prefix: 'Meta/' }))).toEqual(['Meta/Guide']);
    expect(pathsOf(await client.call('list_notes', { category: 'ACTOR' }))).toEqual(['Birds/Heron', 'Birds/Zilpzalp']);
    expect(pathsOf(await client.call('list_notes', { category: 'actor', tags: ['#Play'] }))).toEqual(['Birds/Heron']);
    expect(pathsOf(await client.call('list_notes', { updated_since: '2999-01-01' }))).toEqual([]);
    const found = await client.call('list_notes', { prefix: 'Birds', tag: 'bird', updated_since: '2020-01-01' });
    expect(found.text).toMatch(/^Found 1 notes matching prefix=Birds, tag=bird, updated since 2020-01-01:/);
    const wrong = await client.call('list_notes', { updated_since: 'yesterday' });
    expect(wrong.text).toContain('updated_since: Invalid updated_since format. Use ISO 8601.');
  });

  it('goes on by cursor, each page once, and says how many there are', async () => {
    const client = await listed();
    const paths: string[] = [];
    for (let cursor: unknown, calls = 0; calls === 0 || cursor !== undefined; calls += 1) {
      const answer = await client.call('list_notes', { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paths.push(...pathsOf(answer));
      ({ cursor } = answer.structured);
    }
    expect(paths).toEqual(['Birds/Heron', 'Birds/Zilpzalp', 'Meta/Guide', 'Metaphor', 'ärger']);
    expect((await client.call('list_notes', { cursor: '%%%' })).structured).toMatchObject({ code: 'cursor.unknown' });
  });
});
