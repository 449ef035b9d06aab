import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import { locationOf } from './moved.ts';

const moved = (over: Partial<Refusal> = {}): Refusal => ({
  code: 'page.moved',
  kind: 'moved',
  message: 'It was moved.',
  remedy: '',
  detail: { path: 'Old', moved_to: 'Größe/Neu & alt' },
  ...over,
});
const at = (pathname: string, path: string, refusal = moved()) => locationOf(refusal, { path, url: new URL(pathname, 'http://localhost') });

describe('a page that was moved', () => {
  it('is found through the same door, with the same question', () => {
    const place = 'Gr%C3%B6%C3%9Fe/Neu_%26_alt';
    expect(at('/ada/notes/api/v1/pages/Old%2Fx/y?a=1&b=%20', '/{owner}/{wiki}/api/v1/pages/{page+}')).toBe(
      `/ada/notes/api/v1/pages/${place}?a=1&b=%20`,
    );
    expect(at('/a%20b/notes/api/v1/pages/Old/y/history', '/{owner}/{wiki}/api/v1/pages/{page+}/history')).toBe(
      `/a%20b/notes/api/v1/pages/${place}/history`,
    );
    expect(at('/ada/notes/Old/a/x%2Fy.png', '/{owner}/{wiki}/{page+}/a/{file}')).toBe(`/ada/notes/${place}/a/x%2Fy.png`);
  });

  it('leads nowhere when nothing moved, or the door is not one of a page', () => {
    expect(at('/ada/notes/api/v1/pages/Old', '/{owner}/{wiki}/api/v1/pages/{page+}', moved({ kind: 'not-found' }))).toBeUndefined();
    expect(at('/ada/notes/api/v1/links', '/{owner}/{wiki}/api/v1/links')).toBeUndefined();
    expect(at('/ada/notes/x', '/{owner}/{wiki}/{page+}', moved({ detail: {} }))).toBeUndefined();
  });
});
