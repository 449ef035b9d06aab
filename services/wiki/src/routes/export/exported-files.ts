/** Everything of a wiki as files in open formats, one after the other; the manifest comes last, when all of them are known. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { describeMembers } from '@wikibot/contracts/requests/auth';
import {
  CONTENT_FOLDER,
  EXPORT_FORMAT,
  MANIFEST_NAME,
  type ExportedPart,
  type ExportManifest,
} from '../../domain/exporting/export-manifest.ts';
import { measured } from '../../domain/exporting/measured.ts';
import { packsWell } from '../../domain/exporting/packs-well.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ports } from '../../ports.ts';
import type { PackedFile } from '../../ports/archives.ts';
import type { Repository } from '../../ports/repository.ts';
import type { ObjectId } from '@wikibot/contracts/define/ids';

/** A wiki at one moment: its head is the one after that many facts. */
export interface Snapshot {
  readonly wiki: Wiki & { readonly head: ObjectId };
  readonly sequence: number;
  readonly owner: string;
  readonly exported: Date;
  readonly people: AnswerOf<typeof describeMembers>;
}

export async function* exportedFiles(snapshot: Snapshot, ports: Ports): AsyncIterable<PackedFile> {
  const { wiki, exported } = snapshot;
  const repository = ports.repositories.open(wiki.id);
  const parts: ExportedPart[] = [];
  const counted = (path: string, content: AsyncIterable<Uint8Array>): PackedFile => ({
    name: path,
    content: measured(path, content, (part) => parts.push(part)),
    modified: exported,
    compress: packsWell(path),
  });
  for await (const { path, oid, mode } of repository.list(wiki.head))
    if (mode.startsWith('100')) yield counted(`${CONTENT_FOLDER}${path}`, blob(repository, oid));
  const files = parts.length;
  yield counted('repository.bundle', repository.bundle(wiki.head));
  yield counted('settings.json', json(settingsOf(wiki)));
  yield counted('members.json', json(snapshot.people.members));
  yield counted('tokens.json', json(snapshot.people.tokens));
  yield counted('events.ndjson', factsOf(ports, wiki.id, snapshot.sequence));
  const content = json(manifestOf(snapshot, parts, files));
  yield { name: MANIFEST_NAME, content, modified: exported, compress: true };
}

async function* blob(repository: Repository, oid: ObjectId): AsyncIterable<Uint8Array> {
  const content = await repository.readBlob(oid);
  if (!content) throw new Error(`the repository has no file ${oid}`);
  if (content.byteLength > 0) yield content;
}

async function* json(value: unknown): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** What of a wiki is not its content. Its id and its owner's belong to this house and mean nothing in another. */
const settingsOf = ({ name, slug, purpose, visibility, categories, ...chosen }: Wiki) => ({
  name,
  slug,
  purpose,
  visibility,
  categories,
  ...present({ home: chosen.home, messages: chosen.messages, agentPolicy: chosen.agentPolicy }),
});

const AT_ONCE = 100;

/** A fact a line, as it was published. */
async function* factsOf({ events }: Ports, wikiId: WikiId, upTo: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < upTo;) {
    const facts = await events.read(streamOf(wikiStream, wikiId), at, Math.min(AT_ONCE, upTo - at));
    if (facts.length === 0) return;
    yield Buffer.from(facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
    at += facts.length;
  }
}

const manifestOf = (
  { wiki, owner, people, sequence, exported }: Snapshot,
  parts: readonly ExportedPart[],
  files: number,
): ExportManifest => ({
  format: EXPORT_FORMAT,
  version: 1,
  exported: exported.toISOString(),
  wiki: { owner, slug: wiki.slug, name: wiki.name },
  head: wiki.head,
  sequence,
  counts: { pages: wiki.pages, files, members: people.members.length, tokens: people.tokens.length, events: sequence },
  parts: [...parts],
});
