/** Reads what a `wiki.HeadMoved` brought, wherever it travels: inline, or behind a claim check. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { FileChange, headMoved } from '@wikibot/contracts/facts/wiki';
import { FileChange as FileChangeSchema } from '@wikibot/contracts/facts/wiki';
import * as z from 'zod';
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

/** The changes that concern pages, each with its page path. */
export const pageChangesOf = async (fact: FactOf<typeof headMoved>, payloads: Payloads): Promise<readonly (FileChange & { readonly page: string })[]> =>
  (await changesOf(fact, payloads)).filter((change): change is FileChange & { readonly page: string } => change.page !== undefined);
