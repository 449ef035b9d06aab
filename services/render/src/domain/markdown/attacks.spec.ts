import { describe, expect, it } from '@jest/globals';
import { readAttacks } from './fixtures/read-attacks.ts';
import { renderMarkdown } from './render-markdown.ts';

const PLACE = { base: '/ada/notes', path: 'Folder/Page', wikiLinkStyle: 'title-first' } as const;
const TAG = /<\/?([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*(?:="[^"<>]*")?)*) ?\/?>/g;
const ATTRIBUTE = / ([a-z][a-z0-9-]*)(?:="([^"]*)")?/g;
const NEVER = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'form',
  'base',
  'meta',
  'link',
  'svg',
  'template',
  'frame',
  'button',
]);

const ACTS = /^(?:on|style|srcdoc|srcset|ping|formaction|action|background)/;

const harmOf = (name: string, attribute: string, value: string): readonly string[] => {
  if (ACTS.test(attribute)) return [`${name} with ${attribute}`];
  if (attribute === 'href') return /^(?:https?:|mailto:|#|\/(?!\/))/.test(value) ? [] : [`a link to ${value}`];
  return /^(?:src|poster)$/.test(attribute) && !value.startsWith('/ada/notes/') ? [`${name} from ${value}`] : [];
};

const harmOfElement = (name: string, attributes: string): readonly string[] => [
  ...(NEVER.has(name) ? [`an element ${name}`] : []),
  ...[...attributes.matchAll(ATTRIBUTE)].flatMap(([, attribute = '', value = '']) => harmOf(name, attribute, value)),
];

/** Everything in the markup that could act or ask somebody else, as sentences. */
const harmIn = (html: string): readonly string[] => [
  ...(html.replace(TAG, '').includes('<') ? ['something that is no well-formed element'] : []),
  ...[...html.matchAll(TAG)].flatMap(([, name = '', attributes = '']) => harmOfElement(name, attributes)),
];

describe('attacks', () => {
  const attacks = readAttacks();

  it('are many', () => {
    expect(attacks.length).toBeGreaterThan(250);
  });

  it.each(attacks)('%j does nothing', (attack) => {
    const { properties, html } = renderMarkdown(attack, PLACE);
    expect(harmIn(properties + html)).toEqual([]);
  });

  it.each(attacks)('%j does nothing beside HTML that is let through', (attack) => {
    expect(harmIn(renderMarkdown(`<b>x</b>\n\n${attack}\n\n<i>y</i>`, PLACE).html)).toEqual([]);
  });

  it('would be noticed', () => {
    expect(harmIn('<p><img src="x" onerror="alert(1)"></p><a href="javascript:x">a</a><script>')).toHaveLength(4);
  });

  it('do nothing together', () => {
    expect(harmIn(renderMarkdown(attacks.join('\n\n'), PLACE).html)).toEqual([]);
  });
});
