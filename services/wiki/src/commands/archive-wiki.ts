import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { archiveWiki } from '@wikibot/contracts/requests/settings';
import type { Ports } from '../ports.ts';
import { putAway } from './put-away.ts';

const slice: AnswerSlice<typeof archiveWiki, Ports> = ({ wikiId }, context, ports) =>
  putAway({ wikiId, becomes: 'archived' }, context, ports);

export default slice;
