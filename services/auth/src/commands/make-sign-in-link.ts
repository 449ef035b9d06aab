import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountStream } from '@wikibot/contracts/facts/auth';
import type { makeSignInLink } from '@wikibot/contracts/requests/auth';
import { SECRET_BYTES } from '../domain/token-text.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** A link is no fact: nobody else needs to know of it, and it is gone with its first use. */
const slice: AnswerSlice<typeof makeSignInLink, Ports> = ({ accountId, minutes }, context, ports) =>
  ports.events.commit(context, streamOf(accountStream, accountId), async () => {
    if (!(await ports.accounts.find(accountId))) return refusals['account.unknown']({});
    const code = ports.ids.secret(SECRET_BYTES);
    const until = ports.clock.now() + minutes * 60_000;
    return {
      ok: true,
      facts: [],
      changes: [ports.signInLinks.keeping(code, { accountId, until })],
      answer: { path: `/-/sign-in?code=${code}` },
    };
  });
export default slice;
