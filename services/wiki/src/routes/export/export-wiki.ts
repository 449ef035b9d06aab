/** The whole wiki for whoever owns it: its repository as a git bundle, or everything in open formats as a zip archive. */
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { describeMembers } from '@wikibot/contracts/requests/auth';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { exportRefusals } from '../../domain/exporting/export-refusals.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ports } from '../../ports.ts';
import { refusals } from '../../refusals.ts';
import { readableWiki } from '../readable-wiki.ts';
import { exportedFiles, type Snapshot } from './exported-files.ts';

type Format = 'bundle' | 'zip';

const slice: ServeSlice<Ports> = async ({ url, auth }, context, ports) => {
  const format = formatIn(url);
  if (typeof format !== 'string') return problemResponse(format.refusal);
  const wiki = await headedWiki(auth, ports);
  if ('refusal' in wiki) return problemResponse(wiki.refusal);
  if (format === 'bundle') return answer({ wiki, format, content: ports.repositories.open(wiki.id).bundle(wiki.head) }, ports);
  const snapshot = await snapshotOf(wiki, { auth, context, ports });
  if ('refusal' in snapshot) return problemResponse(snapshot.refusal);
  return answer({ wiki: snapshot.wiki, format, content: ports.archives.pack(exportedFiles(snapshot, ports)) }, ports);
};

export default slice;

const formatIn = ({ searchParams }: URL): Format | Refused => {
  const asked = searchParams.get('format') ?? 'bundle';
  return asked === 'bundle' || asked === 'zip' ? asked : exportRefusals['export.unknown-format']({ format: asked.slice(0, 100) });
};

type Headed = Wiki & { readonly head: ObjectId };

/** An export cannot leave pages out, so whoever may not read all of them gets none. */
const headedWiki = async (auth: AuthContext, ports: Ports): Promise<Headed | Refused> => {
  const wiki = await readableWiki(auth, ports);
  if ('refusal' in wiki) return wiki;
  return wiki.head === null ? refusals['wiki.not-found']({}) : { ...wiki, head: wiki.head };
};

interface Asked {
  readonly auth: AuthContext;
  readonly context: Context;
  readonly ports: Ports;
}

const MOST_LOOKS = 20;

/** Somebody may write meanwhile: head and log are of one moment when the head is the same before and after the log was measured. */
const snapshotOf = async (first: Headed, { auth, context, ports }: Asked): Promise<Snapshot | Refused> => {
  const people = await ports.ask(describeMembers, { wikiId: first.id }, context);
  if (!people.ok) return people;
  let wiki = first;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const sequence = await ports.events.head(streamOf(wikiStream, wiki.id));
    const after = await headedWiki(auth, ports);
    if ('refusal' in after) return after;
    if (after.changed === wiki.changed && after.head === wiki.head) {
      const exported = new Date(ports.clock.now());
      return { wiki, sequence, owner: auth.wiki?.owner ?? '', exported, people: people.answer };
    }
    wiki = after;
  }
  return exportRefusals['export.no-quiet-moment']({});
};

const TYPES: Readonly<Record<Format, string>> = { bundle: 'application/octet-stream', zip: 'application/zip' };

interface Export {
  readonly wiki: Headed;
  readonly format: Format;
  readonly content: AsyncIterable<Uint8Array>;
}

/** It answers as it is made, or leads to where all of it lies. */
const answer = async (made: Export, { downloads, ids, clock }: Ports): Promise<Response> => {
  const { wiki, format, content } = made;
  const headers = { 'Cache-Control': 'no-store', 'Wikibot-Head': wiki.head };
  const filename = `${wiki.slug}.${format}`;
  if (!downloads) {
    const file = { 'Content-Type': TYPES[format], 'Content-Disposition': `attachment; filename="${filename}"` };
    return new Response(streamed(content), { headers: { ...headers, ...file } });
  }
  const key = `${wiki.id}/${ids.uuid()}`;
  const address = await downloads.offer({ key, filename, type: TYPES[format], content, until: clock.now() + FETCHED_WITHIN_MS });
  return new Response(null, { status: 303, headers: { ...headers, Location: address } });
};

/** Whoever is led there goes at once; the address is all it takes. */
const FETCHED_WITHIN_MS = 5 * 60_000;

/** Whoever reads no longer ends the work. */
const streamed = (content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const chunks = content[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return?.()),
  });
};
