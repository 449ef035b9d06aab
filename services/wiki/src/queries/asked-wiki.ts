/** What questions about changes of a wiki begin with: the wiki, who asks, and a view that holds everything committed before. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { settledView } from './settled-view.ts';

export interface AskedWiki {
  readonly ok: true;
  readonly wiki: Wiki;
  readonly reader: Reader;
  readonly token: Token;
}

export const askedWiki = async (view: string, context: Context, ports: Ports): Promise<AskedWiki | Refused> => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const settled = await settledView(view, context, ports);
  return settled.ok ? { ...settled, reader } : settled;
};
