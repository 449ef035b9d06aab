import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MEDIA_TYPES, typeOfContent, typeOfName } from './media-type.ts';
import { SAMPLE_FILES } from './sample-files.fixture.ts';

describe('the type of an attachment', () => {
  it.each(SAMPLE_FILES.map((sample) => [sample.file, sample.type, sample] as const))(
    '%s is %s',
    (_file, type, { file, content, isShown }) => {
      expect(typeOfContent(file, content)).toMatchObject({ type, isPassive: isShown });
    },
  );

  it('is nothing that a browser would run, whatever the name and the bytes', () => {
    const name = fc.constantFrom('a', 'a.png', 'a.svg', 'a.html', 'a.xhtml', 'a.xml', 'a.js', 'a.css', 'a.txt', 'a.csv', 'a.pdf', 'a.mp4');
    const begin = fc.constantFrom(...SAMPLE_FILES.map(({ content }) => content), Buffer.alloc(0));
    fc.assert(
      fc.property(name, begin, fc.uint8Array({ maxLength: 40 }), (file, first, rest) => {
        const { type, isPassive } = typeOfContent(file, Buffer.concat([first, rest]));
        expect(type).not.toMatch(/html|javascript|ecmascript|xml(?!$)|css|flash/);
        if (isPassive) expect(type).toMatch(/^(?:image\/(?:png|jpeg|gif|webp|avif)|video\/|audio\/|text\/plain; charset=utf-8$)/);
      }),
    );
  });

  it('that may be shown is told by the content', () => {
    for (const { isPassive, matches } of MEDIA_TYPES) expect(isPassive && matches === undefined).toBe(false);
  });

  it.each([
    ['a.png', 'image/png'],
    ['a.tar.GZ', 'application/gzip'],
    ['a', 'application/octet-stream'],
    ['png', 'application/octet-stream'],
    ['a.html', 'application/octet-stream'],
  ])('by the name %s alone would be %s', (file, type) => {
    expect(typeOfName(file).type).toBe(type);
  });
});
