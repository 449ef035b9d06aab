/** What the wiki does about a wiki as a whole: its settings, its archive, its end. */
import { vocabulary } from '@wikibot/contracts/define/service';
import * as lifeRoutes from '@wikibot/contracts/http/life';
import * as transferRoutes from '@wikibot/contracts/http/transfers';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import * as life from '@wikibot/contracts/requests/life';
import * as transfers from '@wikibot/contracts/requests/transfers';
import type { Ports } from '../ports.ts';
import { DELETION_STEPS } from '../sagas/deletion-steps.ts';

const { answers, saga } = vocabulary<Ports>();

export const lifeUnits = {
  describeSettings: answers(life.describeSettings, {
    routes: [lifeRoutes.describeSettingsRoute],
    load: () => import('../queries/describe-settings.ts'),
  }),
  changeSettings: answers(life.changeSettings, {
    routes: [lifeRoutes.changeSettingsRoute],
    load: () => import('../commands/change-settings.ts'),
  }),
  describeWiki: answers(life.describeWiki, {
    routes: [lifeRoutes.describeWikiRoute],
    load: () => import('../queries/describe-wiki.ts'),
  }),
  archiveWiki: answers(life.archiveWiki, {
    routes: [lifeRoutes.archiveWikiRoute, lifeRoutes.unarchiveWikiRoute],
    load: () => import('../commands/archive-wiki.ts'),
  }),

  deleteWiki: answers(life.deleteWiki, {
    routes: [lifeRoutes.deleteWikiRoute],
    load: () => import('../commands/delete-wiki.ts'),
  }),
  restoreWiki: answers(life.restoreWiki, {
    routes: [lifeRoutes.restoreWikiRoute],
    load: () => import('../commands/restore-wiki.ts'),
  }),
  offerTransfer: answers(transfers.offerTransfer, {
    routes: [transferRoutes.offerTransferRoute],
    load: () => import('../commands/offer-transfer.ts'),
  }),
  listTransfers: answers(transfers.listTransfers, {
    routes: [transferRoutes.listTransfersRoute],
    load: () => import('../queries/list-transfers.ts'),
  }),
  withdrawTransfer: answers(transfers.withdrawTransfer, {
    routes: [transferRoutes.withdrawTransferRoute],
    load: () => import('../commands/withdraw-transfer.ts'),
  }),
  declineTransfer: answers(transfers.declineTransfer, {
    routes: [transferRoutes.declineTransferRoute],
    load: () => import('../commands/decline-transfer.ts'),
  }),
  acceptTransfer: answers(transfers.acceptTransfer, {
    routes: [transferRoutes.acceptTransferRoute],
    load: () => import('../commands/accept-transfer.ts'),
  }),
  deletion: saga({
    meaning: 'Deletes a wiki after seven days, in which its owner can bring it back.',
    steps: DELETION_STEPS,
    mustSucceed: true,
    definition: () => import('../sagas/deletion.asl.json', { with: { type: 'json' } }),
  }),
  awaitDeletion: answers(life.awaitDeletion, { load: () => import('../commands/await-deletion.ts') }),
  beginRemoval: answers(life.beginRemoval, { load: () => import('../commands/begin-removal.ts') }),
  forgetWiki: answers(forgetWiki('wiki'), { load: () => import('../commands/forget-wiki.ts') }),
} as const;
