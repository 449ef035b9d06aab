import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeHtml, html, raw } from './html.ts';

describe('the html tag', () => {
  it('escapes what is put in', () => {
    expect(html`<p title="${'"><script>'}">${"<b>'&"}</p>`.text).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&#39;&amp;</p>');
  });

  it('keeps markup of its own and markup declared trusted', () => {
    expect(html`<ul>${['a', 'b'].map((item) => html`<li>${item}</li>`)}${raw('<hr>')}</ul>`.text).toBe('<ul><li>a</li><li>b</li><hr></ul>');
  });

  it('leaves nothing for what is absent, and keeps zero', () => {
    expect(html`[${undefined}${null}${false}${[]}${0}]`.text).toBe('[0]');
  });

  it('never lets a sign of markup through', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});
