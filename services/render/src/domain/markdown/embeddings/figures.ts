import { escapeHtml } from '../../templates/html.ts';
import { mediaAddress } from '../address.ts';
import type { Builder, Embedding } from './embedding.ts';
import { sideClass, textClass, widthClass } from './options.ts';

const caption = ({ markup, inline, options }: Builder): void => {
  const text = options.get('caption');
  if (text === undefined || text === '') return;
  markup('<figcaption>');
  inline(text);
  markup('</figcaption>\n');
};

/** A part of the text with a caption. */
export const figure: Embedding = (builder) => {
  const { options, markup, body } = builder;
  markup(`<figure class="figure${sideClass(options.get('align'), 'center')}${widthClass(options.get('width'), '100%')}">\n`);
  body();
  caption(builder);
  markup('</figure>\n');
};

/** A picture in a frame, with the text around it. */
export const imageFrame: Embedding = (builder) => {
  const { options, markup, inline, body } = builder;
  const side = sideClass(options.get('position', 'float'), 'right');
  markup(`<figure class="image-frame${side}${widthClass(options.get('width'), '30%')}${textClass(options.get('text-align'))}">\n`);
  const src = options.get('src') ?? '';
  // Written as Markdown, so that it is treated as any other image is.
  if (src !== '')
    inline(`![${(options.get('alt') ?? options.get('caption') ?? '').replace(/[[\]\\]/g, '\\$&')}](<${src.replace(/[<>\\]/g, '\\$&')}>)`);
  body();
  caption(builder);
  markup('</figure>\n');
};

const NOT_ROWS = /^(?:caption|position|float|width|text[-_ ]?align|style)$/i;

/** Names and values in a frame, with the text around it. */
export const infoBox: Embedding = (builder) => {
  const { options, markup, inline, body } = builder;
  const side = sideClass(options.get('position', 'float'), 'right');
  markup(`<aside class="info-box${side}${widthClass(options.get('width'), '35%')}${textClass(options.get('text-align'))}">\n`);
  const title = options.get('caption');
  if (title !== undefined && title !== '') {
    markup('<p class="info-box-title">');
    inline(title);
    markup('</p>\n');
  }
  body();
  const rows = options.all.filter(([name]) => !NOT_ROWS.test(name));
  if (rows.length > 0) markup('<dl>\n');
  for (const [name, value] of rows) {
    markup(`<div><dt>${escapeHtml(name.replaceAll('_', ' '))}</dt><dd>`);
    inline(value);
    markup('</dd></div>\n');
  }
  if (rows.length > 0) markup('</dl>\n');
  markup('</aside>\n');
};

const FILM: Readonly<Record<string, string>> = { mp4: 'video/mp4', ogg: 'video/ogg', ogv: 'video/ogg', webm: 'video/webm' };

const sourcesOf = ({ options, bodyText }: Builder): readonly string[] =>
  [options.get('src') ?? '', ...bodyText().split('\n')].map((line) => line.trim()).filter((line) => line !== '');

const flag = (options: Builder['options'], name: string, unless: boolean): string => {
  const value = options.get(name);
  return (value === undefined ? unless : /^(?:true|1|on|yes)$/i.test(value)) ? ` ${name}` : '';
};

/** Films from the wiki play here; one from elsewhere is a link, since its server would learn who reads. */
export const video: Embedding = (builder) => {
  const { options, state, markup } = builder;
  const addresses = sourcesOf(builder).map((source) => mediaAddress(source, state.place));
  const own = addresses.flatMap((address) => (address.kind === 'own' || address.kind === 'page' ? [address.href] : []));
  markup(`<figure class="video${widthClass(options.get('width'), '100%')}">\n`);
  if (own.length > 0) {
    const sources = own.map((href) => `<source src="${escapeHtml(href)}"${typeOf(href)}>`).join('');
    const flags = `${flag(options, 'controls', true)}${flag(options, 'muted', false)}${flag(options, 'loop', false)}`;
    markup(`<video preload="metadata"${flags}>${sources}</video>\n`);
  }
  for (const address of addresses) {
    if (address.kind !== 'outside') continue;
    const host = URL.canParse(address.href) ? new URL(address.href).host : address.href;
    markup(
      `<a class="remote-video" href="${escapeHtml(address.href)}" rel="noopener noreferrer nofollow ugc">${escapeHtml(state.texts.watchAt)} ${escapeHtml(host)}</a>\n`,
    );
  }
  caption(builder);
  markup('</figure>\n');
};

const typeOf = (href: string): string => {
  const type = FILM[/\.(\w+)$/.exec(href)?.[1]?.toLowerCase() ?? ''];
  return type === undefined ? '' : ` type="${type}"`;
};
