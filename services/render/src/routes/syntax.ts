import type { ServeSlice } from '@wikibot/contracts/define/service';
import { GUIDE } from '../domain/guide/examples.ts';
import { markMissing } from '../domain/markdown/missing.ts';
import { fillSlots } from '../domain/markdown/seal.ts';
import { transcluded } from '../domain/markdown/transcluded.ts';
import { guide } from '../domain/templates/guide.ts';
import type { Locale } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, shellOf } from './shell.ts';

/** Rendered once per language, when somebody asks first. */
const known = new Map<Locale, ReadonlyMap<string, string>>();

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const shell = shellOf(served, ports);
  const rendered = known.get(shell.locale) ?? (await renderedIn(shell.locale));
  known.set(shell.locale, rendered);
  return htmlResponse(guide({ shell, rendered }));
};

export default slice;

/** As pages are, and their ids made different from each other; links lead nowhere, because there is no wiki around them. */
const renderedIn = async (locale: Locale): Promise<ReadonlyMap<string, string>> => {
  const { renderMarkdown } = await import('../domain/markdown/render-markdown.ts');
  const sources = GUIDE.flatMap(({ examples, sourceOnly }) => (sourceOnly === true ? [] : examples));
  return new Map(
    sources.map((source, number) => {
      const { properties, html } = renderMarkdown(source, { base: '#', path: 'Page', wikiLinkStyle: 'title-first', locale });
      const linked = markMissing(
        fillSlots(properties + html, () => ''),
        () => false,
      );
      return [source, transcluded(linked, { prefix: `example-${number}-`, href: '#' })];
    }),
  );
};
