/** A file beside a page. Never active content: whatever could run is sent to be saved, under a policy that forbids everything. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { RevisionText } from '@wikibot/contracts/requests/pages';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { typeOfContent } from '../domain/attachments/media-type.ts';
import type { Place } from '../domain/attachments/place.ts';
import { servedAs } from '../domain/attachments/served-as.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { foundAttachment } from '../queries/found-attachment.ts';
import { refusals } from '../refusals.ts';
import { hasHad } from '../views/attachments.ts';
import { byteAnswer } from './byte-answer.ts';

const slice: ServeSlice<Ports> = async (served, { tenant }, ports) => {
  const place = { page: served.params['page'] ?? '', file: served.params['file'] ?? '' };
  const wiki = tenant.wikiId && (await ports.wikis.get(tenant.wikiId));
  const file = wiki && (await wanted(ports, wiki, { place, ...asked(served.url) }));
  if (!file) return problemResponse(refusals['attachment.not-found']({ path: place.page, file: place.file }).refusal);
  const { content, blob, name, isLasting } = file;
  const headers = { ...servedAs(typeOfContent(name, content), name), ...caching(served, wiki, isLasting) };
  return byteAnswer(served.request, { content, tag: blob, headers });
};

export default slice;

const asked = ({ searchParams }: URL) => ({
  version: searchParams.get('v') ?? undefined,
  revision: searchParams.get('revision') ?? undefined,
});

interface WantedFile {
  readonly name: string;
  readonly blob: string;
  readonly content: Uint8Array;
  /** Whether this address will never lead to another content. */
  readonly isLasting: boolean;
}

interface Question {
  readonly place: Place;
  readonly version: string | undefined;
  readonly revision: string | undefined;
}

/** By `v` the very content with that id, by `revision` what stood then, otherwise what stands. */
const wanted = async (ports: Ports, wiki: Wiki, { place, version, revision }: Question): Promise<WantedFile | undefined> => {
  if (revision !== undefined && !RevisionText.safeParse(revision).success) return undefined;
  const found = await foundAttachment(ports, wiki, { ...place, revision });
  if (version !== undefined && version !== found?.blob) return earlier(ports, wiki, { place, blob: version });
  const isLasting = [version, revision].some((id) => id?.length === 40);
  return found && { name: found.place.file, blob: found.blob, content: found.content, isLasting };
};

const earlier = async (ports: Ports, wiki: Wiki, { place, blob }: { place: Place; blob: string }): Promise<WantedFile | undefined> => {
  const content = (await hasHad(ports, wiki.id, { place, blob }))
    ? await ports.repositories.open(wiki.id).readBlob(blob as ObjectId)
    : undefined; // it was one of its contents
  return content && { name: place.file, blob, content, isLasting: true };
};

/** A shared cache keeps only what anybody may see, and no longer than a change of visibility may take to show. */
const caching = ({ auth }: Served, { visibility }: Wiki, isLasting: boolean): Readonly<Record<string, string>> => {
  const isPublic = auth.via === 'anonymous' && visibility === 'public';
  const [whose, shared] = isPublic ? ['public', ', s-maxage=30'] : ['private', ''];
  const life = isLasting ? `max-age=31536000${shared}, immutable` : isPublic ? `max-age=0${shared}, must-revalidate` : 'no-cache';
  return { 'Cache-Control': `${whose}, ${life}`, Vary: 'Cookie, Authorization' };
};
