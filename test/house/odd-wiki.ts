/** A wiki with everything that is hard to keep: odd names and bytes, files, what was moved and deleted, and changes by several. */
import type { House } from './house.ts';
import { createWikiAt, insist } from './wiki.ts';
import type { WikiAt } from './wiki.ts';

const pages: Readonly<Record<string, string>> = {
  'Windows lines': '\ufeff# Title\r\n\r\nText with [[Nowhere]]\r\n',
  'Front matter': '---\ntitle: "A: B"\ntags: [x, y]\n---\n\n# Body\n',
  'ünï/日本語 😀': 'unicode\n',
  'a/b/c/Deep': '[up](../../Up.md) ![](Deep/cat.png)\n',
  Large: `${'words and words '.repeat(16)}\n`.repeat(4000),
  Empty: '',
  'No newline': 'end',
};

const files: Readonly<Record<string, Uint8Array>> = {
  'a/b/c/Deep/cat.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 255),
  'latin.md': Uint8Array.of(0x67, 0x72, 0xfc, 0x6e),
  'Brought/edit me.txt': Buffer.from('a file\n'),
};

const base64 = (content: Uint8Array): string => Buffer.from(content).toString('base64');

export const oddWiki = async (house: House, slug: string): Promise<WikiAt> => {
  const { wiki } = await createWikiAt(house.owner, { name: slug, slug });
  for (const [path, text] of Object.entries(pages)) await wiki.write(path, text);
  const brought = Object.entries(files).map(([file, content]) => ({ file, content: base64(content) }));
  insist(await wiki.client.send('POST', `${wiki.api}/import`, { body: { files: brought } }), 200);
  const gone = await wiki.write('Gone', 'soon gone\n');
  insist(await wiki.remove('Gone', gone.revision), 200);
  await wiki.write('Old place', 'moves\n');
  insist(await wiki.client.send('POST', `${wiki.api}/pages/Old_place/rename`, { body: { new_path: 'New place' } }), 200);
  // Another program of the owner's: its session is told apart in every commit.
  const headers = { 'wikibot-session': 'second-session' };
  insist(
    await house.asBearer(house.ready.token).send('PUT', `${wiki.api}/pages/By_another`, { body: { content: 'by another\n' }, headers }),
    200,
    201,
  );
  return wiki;
};
