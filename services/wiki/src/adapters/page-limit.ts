/** How many pages a wiki has after a change, and whether its owner's plan has room for them. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { contentOf } from '../domain/file-changes.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Entitlements, Ground, Plan } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Pages after the plan: each change is looked at on the ground it will be made on. A file that is no text is kept, but is no page. */
export const pagesAfter = async (ground: Ground, plan: Plan<unknown>): Promise<number> => {
  let { pages } = ground.wiki;
  for (const change of plan.changes) {
    if (!isMarkdownFile(change.path)) continue;
    const found = await ground.find(change.path);
    pages += Number(isText(contentOf(change))) - Number(isText(found?.content));
  }
  return pages;
};

const isText = (content: Uint8Array | undefined): boolean => content !== undefined && textOfBytes(content) !== undefined;

export const overLimit = async (entitlements: Entitlements, wiki: Wiki, pages: number): Promise<Refused | undefined> => {
  const limits = await entitlements.of(wiki.ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  const limit = limits.pagesPerWiki;
  return limit !== null && pages > limit && pages > wiki.pages ? refusals['wiki.pages-limit']({ limit }) : undefined;
};
