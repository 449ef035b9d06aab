import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { suggestPages } from '@wikibot/contracts/requests/search';
import { cutAt } from '@wikibot/platform/page/words';
import { QUERY_LIMITS } from '../domain/query.ts';
import { termNames } from '../domain/terms.ts';
import type { Ports } from '../ports.ts';
import type { Suggestion } from '../ports/search-index.ts';
import { refusals } from '../refusals.ts';
import { unavailable } from './found.ts';
import { placeOf } from './question.ts';

const told = ({ path, title, attachedTo }: Suggestion) =>
  attachedTo === undefined ? { path, title } : { path: attachedTo, title, attachment: title };

const slice: AnswerSlice<typeof suggestPages, Ports> = async ({ query, limit }, context, ports) => {
  const place = await placeOf(context, ports);
  if (!place) return refusals['wiki.not-found']({});
  const terms = termNames(cutAt(query, QUERY_LIMITS.characters)).slice(0, QUERY_LIMITS.terms);
  if (terms.length === 0) return refusals['search.empty']({ query });
  const found = await ports.index.suggest({ ...place.scope, terms, limit });
  return 'ok' in found ? unavailable(found.problem) : { ok: true, answer: { suggestions: found.map(told) }, token: {} };
};

export default slice;
