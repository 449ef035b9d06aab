import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { accessStream, accountStream, profileChanged } from '@wikibot/contracts/facts/auth';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { wikiTransferred } from '@wikibot/contracts/facts/wiki-transfers';
import { changeProfileRoute, describeMeRoute, issueTokenRoute, listTokensRoute, revokeTokenRoute } from '@wikibot/contracts/http/auth';
import {
  awaitDirectory,
  changeProfile,
  describeMe,
  describeMembers,
  findAccount,
  grantOwner,
  issueToken,
  listTokens,
  makeSignInLink,
  openAccount,
  passOwnership,
  revokeToken,
  withdrawRole,
} from '@wikibot/contracts/requests/auth';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from './ports.ts';

const { answers, authorizer, reaction, serves, view } = vocabulary<Ports>();

export const auth = defineService({
  name: 'auth',
  meaning: 'Knows who is asking and what they may do.',
  publishes: { streams: [accountStream, accessStream], notices: [profileChanged] },
  needs: ['secrets'],
  units: {
    authorizer: authorizer({ load: () => import('./authorizer.ts') }),

    openAccount: answers(openAccount, { load: () => import('./commands/open-account.ts') }),
    makeSignInLink: answers(makeSignInLink, { load: () => import('./commands/make-sign-in-link.ts') }),
    issueToken: answers(issueToken, { routes: [issueTokenRoute], load: () => import('./commands/issue-token.ts') }),
    revokeToken: answers(revokeToken, { routes: [revokeTokenRoute], load: () => import('./commands/revoke-token.ts') }),
    grantOwner: answers(grantOwner, { load: () => import('./commands/grant-owner.ts') }),
    withdrawRole: answers(withdrawRole, { load: () => import('./commands/withdraw-role.ts') }),

    passOwnership: answers(passOwnership, { load: () => import('./commands/pass-ownership.ts') }),
    passOwnershipWhenWikiTransferred: reaction({
      to: [wikiTransferred],
      load: () => import('./reactions/pass-ownership-when-wiki-transferred.ts'),
    }),

    listTokens: answers(listTokens, { routes: [listTokensRoute], load: () => import('./queries/list-tokens.ts') }),
    describeMe: answers(describeMe, { routes: [describeMeRoute], load: () => import('./queries/describe-me.ts') }),

    changeProfile: answers(changeProfile, { routes: [changeProfileRoute], load: () => import('./commands/change-profile.ts') }),
    awaitDirectory: answers(awaitDirectory, { load: () => import('./queries/await-directory.ts') }),
    findAccount: answers(findAccount, { load: () => import('./queries/find-account.ts') }),
    describeMembers: answers(describeMembers, { load: () => import('./queries/describe-members.ts') }),

    forgetWiki: answers(forgetWiki('auth'), { load: () => import('./commands/forget-wiki.ts') }),
    describeContent: answers(describeContent('auth'), { load: () => import('./queries/describe-content.ts') }),
    directory: view({ version: 2, of: [wikiStream], load: () => import('./views/directory.ts') }),

    signIn: serves('GET /-/sign-in', {
      meaning: 'Signs a browser in by a one-time link, or tells how to get one.',
      access: 'anyone',
      challenge: 'browser',
      load: () => import('./serves/sign-in.ts'),
    }),
    signOut: serves('POST /-/sign-out', {
      meaning: "Ends the browser's session.",
      access: 'anyone',
      challenge: 'browser',
      load: () => import('./serves/sign-out.ts'),
    }),
    keySet: serves('GET /.well-known/jwks.json', {
      meaning: 'The public keys with which sessions can be checked.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./serves/key-set.ts'),
    }),
  },
  ports: () => import('./adapters/ports.ts'),
});
