/** Fetches repositories over the guarded way out; what comes is kept in pieces, and its meaning is left to whoever checks it. */
import { BodyFailed, wholeBody, type Internet, type NoAnswer, type OutgoingAnswer } from '@wikibot/platform/kernel/internet';
import type { About, Payloads } from '@wikibot/platform/kernel/payloads';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { FLUSH, MalformedRequest, pktLine } from '../../domain/git-protocol/pkt-line.ts';
import { remoteRefs } from '../../domain/git-protocol/remote-refs.ts';
import { PACK_LIMITS } from '../../domain/push-limits.ts';
import type { Fetched, RemoteRepositories, WantedRepository } from '../../ports/remote-repositories.ts';
import { packIn, piecesOf } from './pack-answer.ts';
import { RemoteProblem } from './remote-problem.ts';

const WITHIN = { refs: 30_000, pack: 240_000 } as const;
const MOST_REFS_BYTES = 16 * 1024 * 1024;

interface Way {
  readonly internet: Internet;
  readonly payloads: Payloads;
}

export const remoteRepositories = (way: Way): RemoteRepositories => ({
  fetch: async (wanted, about) => {
    try {
      return await fetched({ ...way, about }, wanted);
    } catch (error) {
      if (error instanceof RemoteProblem) return { ok: false, reason: error.message, isTemporary: error.isTemporary };
      if (error instanceof BodyFailed)
        return { ok: false, reason: `The repository cannot be fetched. ${error.message}`, isTemporary: false };
      if (error instanceof MalformedRequest)
        return { ok: false, reason: `What answers is no git server: ${error.message}.`, isTemporary: false };
      throw error;
    }
  },
});

const fetched = async (
  { internet, payloads, about }: Way & { readonly about: About },
  { url, branch }: WantedRepository,
): Promise<Fetched> => {
  const { head, base } = await branchOf(internet, url, branch);
  const answer = answered(
    await internet.fetch({
      method: 'POST',
      url: `${base}/git-upload-pack`,
      headers: { 'Content-Type': 'application/x-git-upload-pack-request', Accept: 'application/x-git-upload-pack-result' },
      body: Buffer.concat([pktLine(`want ${head} ofs-delta agent=wikibot\n`), FLUSH, pktLine('done\n')]),
      within: WITHIN.pack,
      most: PACK_LIMITS.bytes,
    }),
  );
  const packs = [];
  let bytes = 0;
  for await (const piece of piecesOf(packIn(answer.body))) {
    packs.push(await payloads.put(piece, about));
    bytes += piece.byteLength;
  }
  return { ok: true, head, packs, bytes };
};

const ADDRESS_END = '/info/refs?service=git-upload-pack';

/** The head of the branch, and the address that a redirect has led to. */
const branchOf = async (internet: Internet, url: string, branch: string): Promise<{ readonly head: ObjectId; readonly base: string }> => {
  const answer = answered(
    await internet.fetch({
      method: 'GET',
      url: `${url.replace(/\/+$/, '')}${ADDRESS_END}`,
      redirects: 3,
      within: WITHIN.refs,
      most: MOST_REFS_BYTES,
    }),
  );
  if (answer.headers['content-type'] !== 'application/x-git-upload-pack-advertisement') {
    answer.close();
    throw new RemoteProblem('What answers at the address is no git repository.');
  }
  const { refs, isSha1 } = remoteRefs(Buffer.from(await wholeBody(answer)));
  if (!isSha1) throw new RemoteProblem('The repository names its objects by SHA-256, which is not read here.');
  const head = refs.get(branch === '' ? 'HEAD' : `refs/heads/${branch}`);
  if (!head) throw new RemoteProblem(branch === '' ? 'The repository has no commit yet.' : `The repository has no branch ${branch}.`);
  return { head, base: answer.url.slice(0, -ADDRESS_END.length) };
};

const PRIVATE = new Set([401, 403, 404]);

const answered = (answer: OutgoingAnswer | NoAnswer): OutgoingAnswer => {
  if (!answer.ok) throw new RemoteProblem(answer.detail, answer.problem === 'unreachable' || answer.problem === 'slow');
  if (answer.status === 200) return answer;
  answer.close();
  if (PRIVATE.has(answer.status)) throw new RemoteProblem('There is no repository at the address, or it is not public.');
  throw new RemoteProblem(`The git server answers with status ${answer.status}.`, answer.status >= 500);
};
