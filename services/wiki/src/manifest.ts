import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { profileChanged, roleWithdrawn } from '@wikibot/contracts/facts/auth';
import { subscriptionStream } from '@wikibot/contracts/facts/billing';
import { proposalsStream } from '@wikibot/contracts/facts/proposals';
import { webhookDue } from '@wikibot/contracts/facts/webhooks';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { changesRoute } from '@wikibot/contracts/http/changes';
import * as policyRoutes from '@wikibot/contracts/http/agent-policy';
import * as draftRoutes from '@wikibot/contracts/http/drafts';
import * as differenceRoutes from '@wikibot/contracts/http/differences';
import * as linkRoutes from '@wikibot/contracts/http/links';
import * as attributionRoutes from '@wikibot/contracts/http/attribution';
import * as attachmentRoutes from '@wikibot/contracts/http/attachments';
import * as moveRoutes from '@wikibot/contracts/http/moves';
import * as proposalRoutes from '@wikibot/contracts/http/proposals';
import * as pageRoutes from '@wikibot/contracts/http/pages';
import * as sectionRoutes from '@wikibot/contracts/http/sections';
import * as undoRoutes from '@wikibot/contracts/http/undo';
import * as wikiRoutes from '@wikibot/contracts/http/wikis';
import * as policy from '@wikibot/contracts/requests/agent-policy';
import { changesSince } from '@wikibot/contracts/requests/changes';
import * as drafts from '@wikibot/contracts/requests/drafts';
import * as differences from '@wikibot/contracts/requests/differences';
import * as links from '@wikibot/contracts/requests/links';
import * as attribution from '@wikibot/contracts/requests/attribution';
import * as attachments from '@wikibot/contracts/requests/attachments';
import * as moves from '@wikibot/contracts/requests/moves';
import * as proposals from '@wikibot/contracts/requests/proposals';
import * as pages from '@wikibot/contracts/requests/pages';
import * as sections from '@wikibot/contracts/requests/sections';
import * as undo from '@wikibot/contracts/requests/undo';
import * as wikiCare from '@wikibot/contracts/requests/wiki-care';
import * as wikis from '@wikibot/contracts/requests/wikis';
import { importingUnits } from './manifest/importing.ts';
import { lifeUnits } from './manifest/life.ts';
import { webhookUnits } from './manifest/webhooks.ts';
import type { Ports } from './ports.ts';
import { BOOTSTRAP_STEPS } from './sagas/bootstrap-steps.ts';

const { answers, reaction, saga, serves, view } = vocabulary<Ports>();

export const wiki = defineService({
  name: 'wiki',
  meaning: 'Keeps the pages: one git repository and one stream of facts per wiki.',
  publishes: { streams: [wikiStream, proposalsStream], notices: [webhookDue] },
  needs: ['repositories', 'payloads:write', 'payloads:forget', 'uploads', 'downloads'],
  ports: () => import('./adapters/ports.ts'),
  outside: { needs: ['internet', 'payloads:write', 'secrets'], ports: () => import('./adapters/outside-ports.ts') },
  units: {
    savePage: answers(pages.savePage, { routes: [pageRoutes.savePageRoute], load: () => import('./commands/save-page.ts') }),
    editPage: answers(pages.editPage, { routes: [pageRoutes.editPageRoute], load: () => import('./commands/edit-page.ts') }),
    deletePage: answers(pages.deletePage, { routes: [pageRoutes.deletePageRoute], load: () => import('./commands/delete-page.ts') }),
    outlinePage: answers(sections.outlinePage, { routes: [sectionRoutes.outlineRoute], load: () => import('./queries/outline-page.ts') }),
    readSection: answers(sections.readSection, {
      routes: [sectionRoutes.readSectionRoute],
      load: () => import('./queries/read-section.ts'),
    }),
    editSection: answers(sections.editSection, {
      routes: [sectionRoutes.editSectionRoute],
      load: () => import('./commands/edit-section.ts'),
    }),
    movePage: answers(moves.movePage, { routes: [moveRoutes.movePageRoute], load: () => import('./commands/move-page.ts') }),
    restorePage: answers(moves.restorePage, { routes: [moveRoutes.restorePageRoute], load: () => import('./commands/restore-page.ts') }),
    ...importingUnits,
    readPage: answers(pages.readPage, { routes: [pageRoutes.readPageRoute], load: () => import('./queries/read-page.ts') }),
    listPages: answers(pages.listPages, { routes: [pageRoutes.listPagesRoute], load: () => import('./queries/list-pages.ts') }),
    pageHistory: answers(pages.pageHistory, { routes: [pageRoutes.pageHistoryRoute], load: () => import('./queries/page-history.ts') }),
    changesSince: answers(changesSince, { routes: [changesRoute], load: () => import('./queries/changes-since.ts') }),
    diffPage: answers(differences.diffPage, { routes: [differenceRoutes.diffPageRoute], load: () => import('./queries/diff-page.ts') }),
    describeCommit: answers(differences.describeCommit, {
      routes: [differenceRoutes.describeCommitRoute],
      load: () => import('./queries/describe-commit.ts'),
    }),
    blamePage: answers(attribution.blamePage, {
      routes: [attributionRoutes.blamePageRoute],
      load: () => import('./queries/blame-page.ts'),
    }),
    revertCommit: answers(undo.revertCommit, { routes: [undoRoutes.revertCommitRoute], load: () => import('./commands/revert-commit.ts') }),
    undoSession: answers(undo.undoSession, { routes: [undoRoutes.undoSessionRoute], load: () => import('./commands/undo-session.ts') }),
    listSessions: answers(undo.listSessions, { routes: [undoRoutes.listSessionsRoute], load: () => import('./queries/list-sessions.ts') }),
    describeAgentPolicy: answers(policy.describeAgentPolicy, {
      routes: [policyRoutes.describeAgentPolicyRoute],
      load: () => import('./queries/describe-agent-policy.ts'),
    }),
    setAgentPolicy: answers(policy.setAgentPolicy, {
      routes: [policyRoutes.setAgentPolicyRoute],
      load: () => import('./commands/set-agent-policy.ts'),
    }),
    listProposals: answers(proposals.listProposals, {
      routes: [proposalRoutes.listProposalsRoute],
      load: () => import('./queries/list-proposals.ts'),
    }),
    describeProposal: answers(proposals.describeProposal, {
      routes: [proposalRoutes.describeProposalRoute],
      load: () => import('./queries/describe-proposal.ts'),
    }),
    readProposedPage: answers(proposals.readProposedPage, {
      routes: [proposalRoutes.readProposedPageRoute],
      load: () => import('./queries/read-proposed-page.ts'),
    }),
    mergeProposal: answers(proposals.mergeProposal, {
      routes: [proposalRoutes.mergeProposalRoute],
      load: () => import('./commands/merge-proposal.ts'),
    }),
    declineProposal: answers(proposals.declineProposal, {
      routes: [proposalRoutes.declineProposalRoute],
      load: () => import('./commands/decline-proposal.ts'),
    }),
    withdrawProposal: answers(proposals.withdrawProposal, {
      routes: [proposalRoutes.withdrawProposalRoute],
      load: () => import('./commands/withdraw-proposal.ts'),
    }),

    pageLinks: answers(links.pageLinks, { routes: [linkRoutes.pageLinksRoute], load: () => import('./queries/page-links.ts') }),
    brokenLinks: answers(links.brokenLinks, { routes: [linkRoutes.brokenLinksRoute], load: () => import('./queries/broken-links.ts') }),
    orphanPages: answers(links.orphanPages, { routes: [linkRoutes.orphanPagesRoute], load: () => import('./queries/orphan-pages.ts') }),
    wantedPages: answers(links.wantedPages, { routes: [linkRoutes.wantedPagesRoute], load: () => import('./queries/wanted-pages.ts') }),
    linkGraph: answers(links.linkGraph, { routes: [linkRoutes.linkGraphRoute], load: () => import('./queries/link-graph.ts') }),
    saveAttachment: answers(attachments.saveAttachment, {
      routes: [attachmentRoutes.putAttachmentRoute, attachmentRoutes.postAttachmentRoute],
      load: () => import('./commands/save-attachment.ts'),
    }),
    openUpload: answers(attachments.openUpload, {
      routes: [attachmentRoutes.openUploadRoute],
      load: () => import('./commands/open-upload.ts'),
    }),
    upload: serves('PUT /-/uploads/{token+}', {
      meaning: 'Takes in a file at an address that was given for it, where no store of its own does.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/upload.ts'),
    }),
    deleteAttachment: answers(attachments.deleteAttachment, {
      routes: [attachmentRoutes.deleteAttachmentRoute],
      load: () => import('./commands/delete-attachment.ts'),
    }),
    readAttachment: answers(attachments.readAttachment, {
      routes: [attachmentRoutes.readAttachmentRoute],
      load: () => import('./queries/read-attachment.ts'),
    }),
    listAttachments: answers(attachments.listAttachments, {
      routes: [attachmentRoutes.pageAttachmentsRoute, attachmentRoutes.wikiAttachmentsRoute],
      load: () => import('./queries/list-attachments.ts'),
    }),
    attachmentHistory: answers(attachments.attachmentHistory, {
      routes: [attachmentRoutes.attachmentHistoryRoute],
      load: () => import('./queries/attachment-history.ts'),
    }),

    keepDraft: answers(drafts.keepDraft, { routes: [draftRoutes.keepDraftRoute], load: () => import('./commands/keep-draft.ts') }),
    readDraft: answers(drafts.readDraft, { routes: [draftRoutes.readDraftRoute], load: () => import('./queries/read-draft.ts') }),
    discardDraft: answers(drafts.discardDraft, {
      routes: [draftRoutes.discardDraftRoute],
      load: () => import('./commands/discard-draft.ts'),
    }),
    listDrafts: answers(drafts.listDrafts, { routes: [draftRoutes.listDraftsRoute], load: () => import('./queries/list-drafts.ts') }),

    createWiki: answers(wikis.createWiki, { routes: [wikiRoutes.createWikiRoute], load: () => import('./commands/create-wiki.ts') }),
    describeCreation: answers(wikis.describeCreation, {
      routes: [wikiRoutes.describeCreationRoute],
      load: () => import('./queries/describe-creation.ts'),
    }),

    ...lifeUnits,

    bootstrap: saga({
      meaning: 'Sets a wiki up, or undoes everything and says why.',
      steps: BOOTSTRAP_STEPS,
      definition: () => import('./sagas/bootstrap.asl.json', { with: { type: 'json' } }),
    }),
    reserveSlug: answers(wikis.reserveSlug, { load: () => import('./commands/reserve-slug.ts') }),
    createRepository: answers(wikis.createRepository, { load: () => import('./commands/create-repository.ts') }),
    commitStarterPages: answers(wikis.commitStarterPages, { load: () => import('./routes/git/commit-starter-pages.ts') }),
    activateWiki: answers(wikis.activateWiki, { load: () => import('./commands/activate-wiki.ts') }),
    abandonWiki: answers(wikis.abandonWiki, { load: () => import('./commands/abandon-wiki.ts') }),

    attachment: serves('GET /{owner}/{wiki}/{page+}/a/{file}', {
      meaning: 'A file beside a page.',
      access: 'read',
      challenge: 'browser',
      load: () => import('./routes/attachment.ts'),
    }),
    health: serves('GET /{owner}/{wiki}/api/v1/health', {
      meaning: 'Whether the service answers; it says nothing of any wiki.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/health.ts'),
    }),
    pageSource: serves('GET /{owner}/{wiki}/{page+}/source', {
      meaning: 'The Markdown of a page as plain text.',
      access: 'read',
      challenge: 'browser',
      load: () => import('./routes/page-source.ts'),
    }),

    gitAddress: serves('GET /-/git/{owner}/{wiki}', {
      meaning: 'The address of a clone in a browser: leads to the wiki.',
      access: 'read',
      challenge: 'browser',
      load: () => import('./routes/git/address.ts'),
    }),
    gitRefs: serves('GET /-/git/{owner}/{wiki}/info/refs', {
      meaning: 'Where `git clone`, `fetch` and `push` begin.',
      access: 'read',
      challenge: 'basic',
      load: () => import('./routes/git/info-refs.ts'),
    }),
    gitUploadPack: serves('POST /-/git/{owner}/{wiki}/git-upload-pack', {
      meaning: 'The objects that a clone or a fetch lacks.',
      access: 'read',
      challenge: 'basic',
      load: () => import('./routes/git/upload-pack.ts'),
    }),
    gitReceivePack: serves('POST /-/git/{owner}/{wiki}/git-receive-pack', {
      meaning: 'What a push brings, checked before anything moves.',
      access: 'write',
      challenge: 'basic',
      load: () => import('./routes/git/receive-pack.ts'),
    }),

    ...webhookUnits,

    describeContent: answers(describeContent('wiki'), { load: () => import('./queries/describe-content.ts') }),
    describeAddress: answers(wikiCare.describeAddress, { load: () => import('./queries/describe-address.ts') }),
    describeHead: answers(wikiCare.describeHead, { load: () => import('./queries/describe-head.ts') }),
    followHead: answers(wikiCare.followHead, { load: () => import('./commands/follow-head.ts') }),

    pages: view({ version: 1, of: [wikiStream], load: () => import('./views/pages.ts') }),
    commits: view({ version: 1, of: [wikiStream], load: () => import('./views/commits.ts') }),
    sessions: view({ version: 1, of: [wikiStream], load: () => import('./views/sessions.ts') }),
    attachments: view({ version: 1, of: [wikiStream], load: () => import('./views/attachments.ts') }),
    links: view({ version: 2, of: [wikiStream], load: () => import('./views/links.ts') }),
    entitlements: view({ version: 1, of: [subscriptionStream], load: () => import('./views/entitlements.ts') }),
    forgetDraftsWhenRoleWithdrawn: reaction({
      to: [roleWithdrawn],
      load: () => import('./reactions/forget-drafts-when-role-withdrawn.ts'),
    }),
    freePlaceWhenRoleWithdrawn: reaction({
      to: [roleWithdrawn],
      load: () => import('./reactions/free-place-when-role-withdrawn.ts'),
    }),
    rememberAuthorWhenProfileChanged: reaction({
      to: [profileChanged],
      load: () => import('./reactions/remember-author-when-profile-changed.ts'),
    }),
  },
});
