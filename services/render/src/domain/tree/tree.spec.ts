import { describe, expect, it } from '@jest/globals';
import type { FolderEntry } from './nodes.ts';
import { treeNodes } from './nodes.ts';
import { placesOf } from './places.ts';

const page = (path: string, over: Partial<FolderEntry> = {}): FolderEntry => ({
  kind: 'page',
  key: path.toLowerCase(),
  path,
  title: path.split('/').at(-1) ?? '',
  at: '2026-01-01T00:00:00.000Z',
  byAgent: false,
  ...over,
});
const folder = (path: string): FolderEntry => ({ kind: 'folder', key: path.toLowerCase(), path });
const at = { base: '/ada/notes', current: '', freshSince: '2026-01-01T00:00:00.000Z' };
const names = (entries: readonly FolderEntry[]) => treeNodes(new Map([['', entries]]), at).map((node) => node.name);

describe('the places of a page', () => {
  it('are its folder and every folder above it', () => {
    expect(placesOf('Meta/My Folder/Page')).toEqual({
      folder: 'meta/my_folder',
      key: 'meta/my_folder/page',
      folders: [
        { parent: '', key: 'meta', path: 'Meta' },
        { parent: 'meta', key: 'meta/my_folder', path: 'Meta/My Folder' },
      ],
    });
    expect(placesOf('Home')).toEqual({ folder: '', key: 'home', folders: [] });
  });
});

describe('the nodes of a tree', () => {
  it('are folders first, then pages, both by name as people count', () => {
    expect(names([page('Page 10'), page('Page 9'), folder('zoo'), page('alpha'), folder('Area')])).toEqual([
      'Area',
      'zoo',
      'alpha',
      'Page 9',
      'Page 10',
    ]);
  });

  it('are one for a page and the folder of its name', () => {
    const nodes = treeNodes(new Map([['', [page('Meta', { title: 'About us' }), folder('Meta')]]]), at);
    expect(nodes).toEqual([{ name: 'About us', href: '/ada/notes/Meta', children: [{ name: '…', href: '/ada/notes/Meta' }] }]);
  });

  it('are open on the way to the page on screen', () => {
    const folders = new Map([
      ['', [folder('Meta'), folder('Other')]],
      ['meta', [page('Meta/Guide')]],
    ]);
    const [meta, other] = treeNodes(folders, { ...at, current: 'meta/guide' });
    expect(meta).toMatchObject({ name: 'Meta', open: true, children: [{ name: 'Guide', current: true, href: '/ada/notes/Meta/Guide' }] });
    expect(other).not.toHaveProperty('open');
  });

  it('are marked where an agent has written lately', () => {
    const entries = [
      page('New', { byAgent: true, at: '2026-01-02T00:00:00.000Z' }),
      page('Old', { byAgent: true, at: '2025-12-31T00:00:00.000Z' }),
      page('Person', { at: '2026-01-02T00:00:00.000Z' }),
    ];
    expect(
      treeNodes(new Map([['', entries]]), at)
        .filter((node) => node.fresh)
        .map((node) => node.name),
    ).toEqual(['New']);
  });
});
