/** Lets a question be answered from a view once it holds everything that was committed before the question. */
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

export const settledView = async (
  view: string,
  { tenant: { wikiId } }: Context,
  ports: Ports,
): Promise<{ readonly ok: true; readonly wiki: Wiki; readonly token: Token } | Refused> => {
  const wiki = wikiId && (await ports.wikis.get(wikiId));
  if (!wiki) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, wiki.id);
  const head = await ports.events.head(stream);
  const token: Token = head > 0 ? { [stream]: head } : {};
  if (head > 0 && !(await ports.view(view).caughtUp(token, ports.deployment.patience))) return viewBehind({ view });
  return { ok: true, wiki, token };
};
