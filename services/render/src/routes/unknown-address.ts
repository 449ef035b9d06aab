/** For programs that ask the REST API for what it does not have: a problem they can read, not a page. No page can stand below `api`. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { unknownRoute } from '@wikibot/platform/kernel/kernel-refusals';
import type { Ports } from '../ports.ts';

const slice: ServeSlice<Ports> = ({ url }) => Promise.resolve(problemResponse(unknownRoute({ path: url.pathname }).refusal));

export default slice;
