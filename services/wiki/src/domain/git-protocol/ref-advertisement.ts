import type { ObjectId } from '@wikibot/contracts/define/ids';
import { FLUSH, pktLine } from './pkt-line.ts';

/** The one branch of a wiki. */
export const BRANCH = 'refs/heads/main';

/** Stands for "no object". */
export const NO_OBJECT: ObjectId = '0'.repeat(40) as ObjectId; // forty digits are an object id by format

export type GitService = 'git-upload-pack' | 'git-receive-pack';

const SHARED = ['side-band-64k', 'object-format=sha1', 'agent=wikibot'];

/** What is not named here is not done: no atomic pushes of many branches, no deletion (`delete-refs`), no push options. */
const CAPABILITIES: Readonly<Record<GitService, readonly string[]>> = {
  'git-upload-pack': [
    ...['multi_ack', 'multi_ack_detailed', 'no-done', 'thin-pack', 'ofs-delta', 'shallow', 'deepen-since', 'deepen-not'],
    ...['deepen-relative', 'no-progress', 'include-tag', `symref=HEAD:${BRANCH}`],
  ],
  'git-receive-pack': ['report-status', 'report-status-v2', 'ofs-delta', 'quiet'],
};

/** The answer to `info/refs` in protocol version 0. Source: gitprotocol-http(5), "Smart Server Response". */
export const refAdvertisement = (service: GitService, head: ObjectId | null): Buffer => {
  const capabilities = [...CAPABILITIES[service], ...SHARED].join(' ');
  const refs = head === null ? [] : service === 'git-upload-pack' ? ['HEAD', BRANCH] : [BRANCH];
  const [first = `${NO_OBJECT} capabilities^{}`, ...others] = refs.map((name) => `${head} ${name}`);
  const lines = [`${first}\0${capabilities}`, ...others].map((line) => pktLine(`${line}\n`));
  return Buffer.concat([pktLine(`# service=${service}\n`), FLUSH, ...lines, FLUSH]);
};

/** What version 2 says instead: commands, no references. Source: gitprotocol-v2(5), "Capability Advertisement". */
export const commandAdvertisement = (): Buffer =>
  Buffer.concat([
    ...['version 2', 'agent=wikibot', 'ls-refs=unborn', 'fetch=shallow wait-for-done', 'object-format=sha1'].map((line) =>
      pktLine(`${line}\n`),
    ),
    FLUSH,
  ]);

/** The answer to `ls-refs`. A prefix is a prefix of the name in full; without any, all references are meant. */
export const referenceList = (
  head: ObjectId | null,
  asked: { readonly prefixes: readonly string[]; readonly symrefs: boolean; readonly unborn: boolean },
): Buffer => {
  const wanted = ['HEAD', BRANCH].filter((name) => asked.prefixes.length === 0 || asked.prefixes.some((prefix) => name.startsWith(prefix)));
  const target = (name: string): string => (name === 'HEAD' && asked.symrefs ? ` symref-target:${BRANCH}` : '');
  const lines =
    head === null
      ? wanted.filter((name) => name === 'HEAD' && asked.unborn).map((name) => `unborn ${name}${target(name)}`)
      : wanted.map((name) => `${head} ${name}${target(name)}`);
  return Buffer.concat([...lines.map((line) => pktLine(`${line}\n`)), FLUSH]);
};
