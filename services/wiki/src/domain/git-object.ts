import { createHash } from 'node:crypto';
import type { ObjectId } from '@wikibot/contracts/define/ids';

/** Git's objects as bytes. Source: gitformat-loose(5), git-commit-tree(1), the checks of git-fsck(1). */
export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly body: Buffer;
}

/** Who and when; `time` in epoch milliseconds, kept by git in whole seconds, UTC. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly time: number;
}

export interface Commit {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

// A digest is an object id by construction.
export const objectId = (type: ObjectType, body: Uint8Array): ObjectId =>
  createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex') as ObjectId;

export const encodeCommit = (commit: Commit): Buffer =>
  Buffer.from(
    [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${encodeSignature(commit.author)}`,
      `committer ${encodeSignature(commit.committer)}`,
      '',
      normalMessage(commit.message),
    ].join('\n'),
  );

/** @throws {Error} when the bytes are no commit */
export const decodeCommit = (body: Buffer): Commit => {
  const text = body.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end < 0 ? undefined : end).split('\n');
  const values = (name: string) => headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const [tree] = values('tree');
  if (tree === undefined) throw new Error('a commit without a tree');
  return {
    // Git's own commits name objects by id.
    tree: tree as ObjectId,
    parents: values('parent') as ObjectId[],
    author: decodeSignature(values('author')[0] ?? ''),
    committer: decodeSignature(values('committer')[0] ?? ''),
    message: end < 0 ? '' : text.slice(end + 2),
  };
};

/** Line feeds only, no control characters, no blank lines around it, exactly one newline at the end. */
export const normalMessage = (message: string): string =>
  `${message
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replace(/^\n+/, '')
    .trimEnd()}\n`;

const encodeSignature = ({ name, email, time }: Signature): string =>
  `${cleanName(name) || 'unknown'} <${cleanName(email).replaceAll(' ', '')}> ${Math.max(0, Math.floor(time / 1000))} +0000`;

/** Without what would end the field; and without the edges that git strips as crud (`git help commit-tree`). */
const cleanName = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}<>]+/gu, ' ')
    .replace(/^[\s.,:;"'\\]+/, '')
    .replace(/[\s.,:;"'\\]+$/, '');

const decodeSignature = (line: string): Signature => {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<([^>]*)> (\d+)/.exec(line) ?? [];
  return { name, email, time: Number(seconds) * 1000 };
};
