/** A wiki for language models that read the web: what there is, and where the Markdown of it lies (llmstxt.org). */

export interface LlmsText {
  readonly name: string;
  /** What the home page begins with. */
  readonly about?: string;
  /** Absolute address of the wiki, without trailing slash. */
  readonly address: string;
  /** Folder by folder; `href` is the absolute address of the Markdown. */
  readonly pages: readonly { readonly title: string; readonly path: string; readonly href: string }[];
}

/** So many pages are named; the rest is in the sitemap. */
export const MOST_IN_LLMS = 2_000;

/** One line, and nothing in it that Markdown would read as a link's end. */
const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[[\]\\]/g, '\\$&')
    .trim();

const sectionOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '').replaceAll('_', ' ') : 'Pages');

export const llmsText = ({ name, about, address, pages }: LlmsText): string => {
  const sections = Map.groupBy(pages.slice(0, MOST_IN_LLMS), ({ path }) => sectionOf(path));
  const lists = [...sections].map(
    ([title, some]) => `## ${inline(title)}\n\n${some.map((page) => `- [${inline(page.title)}](${page.href})`).join('\n')}\n`,
  );
  const left = pages.length - MOST_IN_LLMS;
  const optional = [
    ...(left > 0 ? [`- [${left} more pages](${address}/sitemap.xml): all pages of this wiki`] : []),
    `- [Recent changes](${address}/-/changelog/feed.atom): an Atom feed`,
    `- [MCP](${address}/mcp): reads, searches and, for members, writes this wiki`,
  ];
  return [
    `# ${inline(name)}\n`,
    ...(about === undefined || about === '' ? [] : [`> ${inline(about)}\n`]),
    'Every page is also served as Markdown, at its address with `.md` behind it.\n',
    ...lists,
    `## Optional\n\n${optional.join('\n')}\n`,
  ].join('\n');
};
