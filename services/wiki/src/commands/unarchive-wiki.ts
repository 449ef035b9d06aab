import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { unarchiveWiki } from '@wikibot/contracts/requests/settings';
import type { Ports } from '../ports.ts';
import { putAway } from './put-away.ts';

const slice: AnswerSlice<typeof unarchiveWiki, Ports> = ({ wikiId }, context, ports) =>
  putAway({ wikiId, becomes: 'active' }, context, ports);

export default slice;
