/** How large a wiki is after a change, and whether its owner's plan has room for it; decided on the wiki as the change will meet it, so exactly. */
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { NearLimit } from '@wikibot/contracts/requests/limits';
import type { Operation } from '@wikibot/platform/kernel/table';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';
import { contentOf } from '../domain/file-changes.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { growthRefused, nearLimitsOf } from '../domain/wiki-limits.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Authors, Entitlements, FoundFile, Ground, Plan } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** What a commit makes of the files of a wiki. */
export interface FilesSize {
  readonly pages: number;
  readonly bytes: number;
}

/** Each change is looked at on the ground it will be made on. A file that is no text is kept, but is no page. */
export const sizeAfter = async (ground: Ground, plan: Plan<unknown>): Promise<FilesSize> => {
  let { pages, bytes = 0 } = ground.wiki;
  const moved = sizesMoved(plan.changes);
  for (const change of plan.changes) {
    const left = 'delete' in change ? moved.get(change.path) : undefined;
    const found = left === undefined ? await ground.find(change.path) : undefined;
    bytes += bytesAfter(change) - (left ?? found?.content.length ?? 0);
    pages += pagesBy(change, found);
  }
  return { pages, bytes: Math.max(0, bytes) };
};

const pagesBy = (change: FileChange, found: FoundFile | undefined): number =>
  isMarkdownFile(change.path) ? Number(isText(contentOf(change))) - Number(isText(found?.content)) : 0;

const bytesAfter = (change: FileChange): number => {
  if ('content' in change) return change.content.length;
  return 'blob' in change ? change.size : 0;
};

/** Files that only go elsewhere need not be read to know how large they were. Pages do: they count. */
const sizesMoved = (changes: readonly FileChange[]): ReadonlyMap<string, number> =>
  new Map(
    changes.flatMap((change): [string, number][] =>
      'blob' in change && change.from !== undefined && !isMarkdownFile(change.from) ? [[change.from, change.size]] : [],
    ),
  );

const isText = (content: Uint8Array | undefined): boolean => content !== undefined && textOfBytes(content) !== undefined;

export interface Growing {
  readonly context: Context;
  readonly wiki: Wiki;
  readonly after: FilesSize;
}

export interface Grown extends FilesSize {
  readonly ok: true;
  /** To be written with the change: whoever makes it is an author from then on. */
  readonly joining: readonly Operation[];
  readonly near: readonly NearLimit[] | undefined;
}

interface Parts {
  readonly entitlements: Entitlements;
  readonly authors: Authors;
}

export const grown = async ({ entitlements, authors }: Parts, { context, wiki, after }: Growing): Promise<Grown | Refused> => {
  const limits = await entitlements.of(wiki.ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  const newcomer = await newcomerOf(authors, context, wiki);
  const count = limits.authorsPerWiki === null ? 0 : await countOf(authors, wiki);
  const size = { ...after, authors: count + Number(isFurther(newcomer, wiki)) };
  const refused = growthRefused({ pages: wiki.pages, bytes: wiki.bytes ?? 0, authors: count }, size, limits);
  if (refused) return refused;
  const near = nearLimitsOf(size, limits);
  return { ok: true, ...after, joining: newcomer ? authors.joining(wiki.id, newcomer) : [], near: near.length > 0 ? near : undefined };
};

const countOf = async (authors: Authors, wiki: Wiki): Promise<number> => (await authors.count([wiki]))[0] ?? 0;

/** The owner counts from the beginning. */
const isFurther = (newcomer: AccountId | undefined, { ownerId }: Wiki): boolean => newcomer !== undefined && newcomer !== ownerId;

/** Agents count as their person; what the system does is nobody's. */
const newcomerOf = async (authors: Authors, { actor }: Context, { id }: Wiki) => {
  const accountId = accountOf(actor);
  return accountId === undefined || (await authors.has(id, accountId)) ? undefined : accountId;
};
