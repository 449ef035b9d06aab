import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeHtml, html, raw } from './html.ts';

describe('the html tag', () => {
  it('escapes what is put in', () => {
    expect(html`<p title="${'"><script>'}">${"<b>'&"}</p>`.text).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&#39;&amp;</p>');
  });

  it('keeps markup of its own and markup declared trusted', () => {
    expect(html`<p>${['a', 'b'].map((item) => html`<b>${item}</b>`)}${raw('<hr>')}</p>`.text).toBe('<p><b>a</b><b>b</b><hr></p>');
  });

  it('leaves nothing for what is absent, and keeps zero', () => {
    expect(html`[${undefined}${null}${false}${[]}${0}]`.text).toBe('[0]');
  });

  it('leaves the indentation of templates behind, and none of what is put in', () => {
    const text = 'a\n  b';
    // prettier-ignore
    expect(html`<p>
      ${text}</p>`.text).toBe('<p>\na\n  b</p>');
  });

  it('never lets a sign of markup through', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});
