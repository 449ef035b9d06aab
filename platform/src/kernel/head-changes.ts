/** Reads what a `wiki.HeadMoved` brought, wherever it travels: inline, or behind a claim check. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { FileChange, headMoved } from '@wikibot/contracts/facts/wiki';
import { FileChange as FileChangeSchema } from '@wikibot/contracts/facts/wiki';
import * as z from 'zod';
import { pageKey } from '../page/page-path.ts';
import type { Payloads } from './payloads.ts';

const FileChangeList = z.array(FileChangeSchema);
/** A byte order mark is part of the page: what is read is what git holds. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const changesOf = async (fact: FactOf<typeof headMoved>, payloads: Payloads): Promise<readonly FileChange[]> => {
  const { changes } = fact.data;
  if (Array.isArray(changes)) return changes;
  return FileChangeList.parse(JSON.parse(utf8.decode(await payloads.get(changes.payload))));
};

/** The text of a page after the change; undefined when it was deleted. */
export const textOf = async (change: FileChange, payloads: Payloads): Promise<string | undefined> => {
  if (change.text !== undefined) return change.text;
  return change.payload === undefined ? undefined : utf8.decode(await payloads.get(change.payload));
};

export type PageChange = FileChange & { readonly page: string };

/** The net changes of pages: a page that was written under a new spelling and deleted under the old one was written. */
export const pageChangesOf = async (fact: FactOf<typeof headMoved>, payloads: Payloads): Promise<readonly PageChange[]> => {
  const net = new Map<string, PageChange>();
  for (const change of await changesOf(fact, payloads)) {
    if (change.page === undefined) continue;
    const key = pageKey(change.page);
    const known = net.get(key);
    if (!known || known.blob === null) net.set(key, { ...change, page: change.page });
  }
  return [...net.values()];
};
