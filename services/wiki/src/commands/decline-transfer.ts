import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { declineTransfer } from '@wikibot/contracts/requests/transfers';
import type { Ports } from '../ports.ts';
import { endTransfer } from './end-transfer.ts';

const slice: AnswerSlice<typeof declineTransfer, Ports> = ({ transferId }, context, ports) =>
  endTransfer({ transferId, side: 'receiver' }, context, ports);

export default slice;
