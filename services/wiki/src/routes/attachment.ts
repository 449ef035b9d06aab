/** A file beside a page. Never active content: whatever could run is sent to be saved, under a policy that forbids everything. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { RevisionText } from '@wikibot/contracts/requests/pages';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { typeOfContent } from '../domain/attachments/media-type.ts';
import type { MediaType } from '../domain/attachments/media-type.ts';
import type { Place } from '../domain/attachments/place.ts';
import { servedAs } from '../domain/attachments/served-as.ts';
import { isShrinkable, sideFor, thumbnailName } from '../domain/attachments/thumbnail.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { foundAttachment } from '../queries/found-attachment.ts';
import { refusals } from '../refusals.ts';
import { contentOnce } from '../views/attachments.ts';
import { byteAnswer } from './byte-answer.ts';

const slice: ServeSlice<Ports> = async (served, { tenant }, ports) => {
  const place = { page: served.params['page'] ?? '', file: served.params['file'] ?? '' };
  const wiki = tenant.wikiId && (await ports.wikis.get(tenant.wikiId));
  const file = wiki && (await wanted(ports, wiki, { place, ...asked(served.url) }));
  if (!file) return problemResponse(refusals['attachment.not-found']({ path: place.page, file: place.file }).refusal);
  const thumbnail = served.url.searchParams.get('thumbnail');
  const shown = thumbnail === null ? asItIs(file) : await small(ports, wiki, { file, thumbnail });
  if ('refusal' in shown) return problemResponse(shown.refusal);
  const headers = { ...servedAs(shown.media, shown.name), ...caching(served, wiki, shown.isLasting) };
  return byteAnswer(served.request, { content: shown.content, tag: shown.tag, headers });
};

export default slice;

const asked = ({ searchParams }: URL) => ({
  version: searchParams.get('v') ?? undefined,
  revision: searchParams.get('revision') ?? undefined,
});

interface WantedFile {
  readonly name: string;
  readonly blob: ObjectId;
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
  if (version !== undefined && version !== found?.blob) return earlier(ports, wiki, { place, version });
  const isLasting = [version, revision].some((id) => id?.length === 40);
  return found && { name: found.place.file, blob: found.blob, content: found.content, isLasting };
};

const earlier = async (
  ports: Ports,
  wiki: Wiki,
  { place, version }: { readonly place: Place; readonly version: string },
): Promise<WantedFile | undefined> => {
  const blob = await contentOnce(ports, wiki.id, { place, version });
  const content = blob && (await ports.repositories.open(wiki.id).readBlob(blob));
  return content && { name: place.file, blob, content, isLasting: true };
};

/** What is sent, whole or in part. */
interface Shown {
  readonly media: Pick<MediaType, 'type' | 'isPassive'>;
  readonly name: string;
  readonly content: Uint8Array;
  readonly tag: string;
  readonly isLasting: boolean;
}

const asItIs = ({ name, blob, content, isLasting }: WantedFile): Shown => ({
  media: typeOfContent(name, content),
  name,
  content,
  tag: blob,
  isLasting,
});

/** A picture that cannot be made smaller is sent as it is, and asked for again: another time there may be a small one. */
const small = async (
  ports: Ports,
  wiki: Wiki,
  { file, thumbnail: asked }: { readonly file: WantedFile; readonly thumbnail: string },
): Promise<Shown | Refused> => {
  const original = asItIs(file);
  const { type } = original.media;
  if (!type.startsWith('image/')) return refusals['attachment.no-picture']({ file: file.name, type });
  const size = sideFor(asked);
  if (!size.ok) return size;
  const { blob, content } = file;
  const made = isShrinkable(type) ? await ports.thumbnails.of({ wikiId: wiki.id, blob, content, side: size.side }) : undefined;
  if (!made) return { ...original, isLasting: false };
  const name = thumbnailName(file.name, made, size.side);
  return {
    media: { type: made.type, isPassive: true },
    name,
    content: made.content,
    tag: `${blob}-${size.side}`,
    isLasting: file.isLasting,
  };
};

/** A shared cache keeps only what anybody may see, and no longer than a change of visibility may take to show. */
const caching = ({ auth }: Served, { visibility }: Wiki, isLasting: boolean): Readonly<Record<string, string>> => {
  const isPublic = auth.via === 'anonymous' && visibility === 'public';
  const [whose, shared] = isPublic ? ['public', ', s-maxage=30'] : ['private', ''];
  const life = isLasting ? `max-age=31536000${shared}, immutable` : isPublic ? `max-age=0${shared}, must-revalidate` : 'no-cache';
  return { 'Cache-Control': `${whose}, ${life}`, Vary: 'Cookie, Authorization' };
};
