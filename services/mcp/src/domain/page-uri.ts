/** Pages as resources of an endpoint: `wikibot://ada/notes/Birds/Heron`. Not an address on the web, since that would answer with a screen. */
interface Wiki {
  readonly owner: string;
  readonly slug: string;
}

const baseOf = ({ owner, slug }: Wiki): string => `wikibot://${owner}/${slug}/`;

export const uriOfPage = (wiki: Wiki, path: string): string => baseOf(wiki) + path.split('/').map(encodeURIComponent).join('/');

export const uriTemplateOf = (wiki: Wiki): string => `${baseOf(wiki)}{+path}`;

const WELL_ENCODED = /^(?:[^%]|%[0-9a-f]{2})+$/i;

/** Some clients encode the slashes too. Undefined when it names no page of this wiki. */
export const pageOfUri = (wiki: Wiki, uri: string): string | undefined => {
  const base = baseOf(wiki);
  const rest = uri.startsWith(base) ? uri.slice(base.length) : '';
  return WELL_ENCODED.test(rest) ? decoded(rest) : undefined;
};

/** Bytes that are no UTF-8 become characters that no page has in its name. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
