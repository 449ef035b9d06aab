/** `git push`: what it brings is checked, becomes a fact, and only then is said to have gone well. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { formatToken, TOKEN_HEADER } from '@wikibot/contracts/define/token';
import type { Proposed } from '@wikibot/contracts/requests/proposed';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { NearLimit } from '@wikibot/contracts/requests/limits';
import { MalformedRequest } from '../../domain/git-protocol/pkt-line.ts';
import { pushRequest, refusedUpdate, STALE, type PushRequest, type RefUpdate } from '../../domain/git-protocol/push-request.ts';
import { reportStatus, type PushReport } from '../../domain/git-protocol/report-status.ts';
import { PACK_LIMITS } from '../../domain/push-limits.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Adoption, Ports } from '../../ports.ts';
import { PackRefused } from '../../ports/repository.ts';
import { refusals } from '../../refusals.ts';
import { adoptPush } from './adopt-push.ts';
import { checkedPush } from './check-push.ts';
import { malformed, plainAnswer, refusedPlainly, UNCACHED } from './plain-answers.ts';
import { decodedBody, isDamaged, splitBody, type Body } from './request-body.ts';
import { writableWiki } from './served-wiki.ts';
import { isUntouched } from './untouched.ts';

const REQUEST = 'application/x-git-receive-pack-request';
const RESULT = 'application/x-git-receive-pack-result';

const slice: ServeSlice<Ports> = async ({ request, auth }, context, ports) => {
  const wiki = await writableWiki(auth, ports);
  if ('refusal' in wiki) return refusedPlainly(wiki.refusal);
  if (request.headers.get('Content-Type') !== REQUEST) return plainAnswer(415, `The body must be ${REQUEST}.`);
  const body = decodedBody(request);
  if (!body) return plainAnswer(415, 'The body may be compressed with gzip only.');
  try {
    return await answerTo(body, { wiki, auth, context, ports });
  } catch (error) {
    if (error instanceof MalformedRequest) return malformed(error.message);
    if (isDamaged(error)) return malformed('the body is cut off or damaged');
    throw error;
  }
};

export default slice;

interface Place {
  readonly wiki: Wiki;
  readonly auth: AuthContext;
  readonly context: Context;
  readonly ports: Ports;
}

const answerTo = async (body: Body, place: Place): Promise<Response> => {
  const { lines, rest } = await splitBody(body);
  const asked = pushRequest(lines);
  // With nothing but a flush, git asks whether it would be let in.
  if (asked.updates.length === 0) return answer(Buffer.alloc(0));
  const { report, token } = await reportOn(asked, rest, place);
  return answer(reportStatus(asked.features, report), token);
};

const answer = (content: Buffer, token?: string): Response => {
  const headers = new Headers({ ...UNCACHED, 'Content-Type': RESULT });
  if (token !== undefined) headers.set(TOKEN_HEADER, token);
  return new Response(content as Uint8Array<ArrayBuffer>, { headers });
};

interface Reported {
  readonly report: PushReport;
  readonly token?: string;
}

/** Each reference is answered for itself; of several at most one can be the branch. */
const reportOn = async ({ updates }: PushRequest, pack: Body, place: Place): Promise<Reported> => {
  const refused = updates.map((update) => ({ update, problem: refusedUpdate(update, place.wiki.head) }));
  const branch = refused.find(({ problem }) => problem === undefined)?.update;
  const others = refused.flatMap(({ update, problem }) => (problem === undefined ? [] : [{ ref: update.ref, problem }]));
  if (!branch) {
    for await (const _ of pack) continue; // whoever sends it reads no answer before the end
    const words = others.some(({ problem }) => problem === STALE) ? [refusals['git.moved-on']({}).refusal.remedy] : [];
    return { report: { refs: others, words } };
  }
  const pushed = await push(branch, pack, place);
  const refs = [...others, { ref: branch.ref, problem: pushed.problem }];
  const { unpackProblem, words, token } = pushed;
  return { report: { refs, words, ...(unpackProblem === undefined ? {} : { unpackProblem }) }, ...(token === undefined ? {} : { token }) };
};

interface PushedBranch {
  readonly problem: string | undefined;
  readonly words: readonly string[];
  readonly unpackProblem?: string;
  readonly token?: string;
}

const push = async ({ from, to }: RefUpdate, pack: Body, place: Place): Promise<PushedBranch> => {
  const { wiki, auth, context, ports } = place;
  try {
    await using quarantine = await ports.repositories.open(wiki.id).receive(pack, PACK_LIMITS);
    const replaces = auth.role === 'owner' && (await isUntouched(ports, wiki));
    const pushed = { quarantine, from, to, auth, replaces };
    const checked = await checkedPush(pushed);
    if (!checked.ok) return refusedBranch(checked.refusal);
    const [commits, files] = [checked.brought.commits.length, checked.changes.length];
    const answer: Adoption<Adopted>['answer'] = ({ sequence, near = [], proposal }) => ({
      sequence,
      commits,
      files,
      near,
      ...present({ proposal }),
    });
    return await told(await adoptPush(pushed, checked, { wikiId: wiki.id, context, ports, intent: 'push', answer }), place);
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    return { problem: 'unpacker error', unpackProblem: error.message, words: [] };
  }
};

/** What a push came to. */
interface Adopted {
  readonly sequence: number;
  readonly commits: number;
  readonly files: number;
  /** What of the plan is nearly used up. */
  readonly near: readonly NearLimit[];
  /** Present when it is not in the wiki, but proposed. */
  readonly proposal?: Proposed | undefined;
}

const MOST_PROBLEMS = 20;

const refusedBranch = ({ code, message, remedy, detail }: Refusal): PushedBranch => {
  const problems = code === 'git.files-refused' ? (detail['problems'] as { path: string; problem: string }[]) : []; // as the refusal declares
  const named = problems.slice(0, MOST_PROBLEMS).map(({ path, problem }) => `${path}: ${problem}`);
  const more = problems.length > MOST_PROBLEMS ? [`and ${problems.length - MOST_PROBLEMS} more`] : [];
  return { problem: message, words: [...named, ...more, remedy] };
};

/** A person at a terminal waits no longer; a large push may take its views some seconds. */
const PATIENCE_MS = 1000;

/** Whoever reads right after the push sees it here; other readers are told by the token what to wait for. */
const told = async (outcome: Outcome<Adopted>, { ports }: Place): Promise<PushedBranch> => {
  if (!outcome.ok) return refusedBranch(outcome.refusal);
  await ports.view('pages').caughtUp(outcome.token, PATIENCE_MS);
  const { commits, files, near, proposal } = outcome.answer;
  if (proposal) return keptAside(proposal);
  const said = `${commits} ${commits === 1 ? 'commit' : 'commits'}, ${files} changed ${files === 1 ? 'file' : 'files'}`;
  const tight = near.map(({ of, used, limit }) => `${used} of ${limit} ${of === 'storage' ? 'bytes' : of} are used`);
  return { problem: undefined, words: [said, ...tight], token: formatToken(outcome.token) };
};

/** The branch has not moved, and git must know: otherwise it would take what only waits for a person to be there. */
const keptAside = ({ id, files }: Proposed): PushedBranch => ({
  problem: `kept as proposal ${id}`,
  words: [
    `Agents may only propose here: your push of ${files} changed ${files === 1 ? 'file' : 'files'} waits for a person, as proposal ${id}.`,
    'Nothing is lost, and the branch is as it was. Pushing again changes nothing.',
  ],
});
