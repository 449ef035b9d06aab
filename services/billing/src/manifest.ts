import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { accountOpened } from '@wikibot/contracts/facts/auth';
import { subscriptionStream } from '@wikibot/contracts/facts/billing';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { describePlanRoute } from '@wikibot/contracts/http/billing';
import { describePlan } from '@wikibot/contracts/requests/billing';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from './ports.ts';

const { answers, reaction, view } = vocabulary<Ports>();

export const billing = defineService({
  name: 'billing',
  meaning: 'Knows what each account may use and how much it uses.',
  publishes: { streams: [subscriptionStream], notices: [] },
  needs: [],
  ports: () => import('./adapters/ports.ts'),
  units: {
    describePlan: answers(describePlan, { routes: [describePlanRoute], load: () => import('./queries/describe-plan.ts') }),
    forgetWiki: answers(forgetWiki('billing'), { load: () => import('./commands/forget-wiki.ts') }),
    describeContent: answers(describeContent('billing'), { load: () => import('./queries/describe-content.ts') }),
    usage: view({ version: 1, of: [wikiStream], load: () => import('./views/usage.ts') }),
    grantDefaultPlanWhenAccountOpened: reaction({
      to: [accountOpened],
      load: () => import('./reactions/grant-default-plan-when-account-opened.ts'),
    }),
  },
});
