import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { withdrawTransfer } from '@wikibot/contracts/requests/transfers';
import type { Ports } from '../ports.ts';
import { endTransfer } from './end-transfer.ts';

const slice: AnswerSlice<typeof withdrawTransfer, Ports> = ({ transferId }, context, ports) =>
  endTransfer({ transferId, side: 'giver' }, context, ports);

export default slice;
