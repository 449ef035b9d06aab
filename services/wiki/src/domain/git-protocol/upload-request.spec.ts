import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DELIMITER, FLUSH, MalformedRequest, pktLine } from './pkt-line.ts';
import { uploadRequest, type FetchRequest } from './upload-request.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40));

/** Lines as packets; the names of separators stand for themselves. */
const body = (...parts: readonly string[]): Buffer =>
  Buffer.concat(parts.map((part) => (part === 'flush' ? FLUSH : part === 'delimiter' ? DELIMITER : pktLine(`${part}\n`))));

const fetchOf = (version: 0 | 2, ...parts: readonly string[]): FetchRequest => {
  const request = uploadRequest(body(...parts), version);
  if (request.command !== 'fetch') throw new Error(request.command);
  return request.fetch;
};

describe('a request of version 0', () => {
  it('names features behind its first want', () => {
    const request = fetchOf(
      0,
      `want ${A} multi_ack_detailed deepen-since deepen-not side-band-64k agent=git/2.39`,
      `want ${B}`,
      'flush',
      `have ${C}`,
      'done',
    );
    expect(request).toMatchObject({ wants: [A, B], haves: [C], done: true, deepening: undefined, negotiates: true });
    expect(request.features.has('side-band-64k')).toBe(true);
  });

  it('may ask for the ends of a shallow history alone', () => {
    expect(fetchOf(0, `want ${A} multi_ack`, `shallow ${B}`, 'deepen 3', 'flush')).toMatchObject({
      shallow: [B],
      deepening: { kind: 'depth', depth: 3, relative: false },
      negotiates: false,
      done: false,
    });
  });

  it('may be nothing but a flush, with which git asks whether it is let in', () => {
    expect(fetchOf(0, 'flush')).toMatchObject({ wants: [], haves: [], done: false });
  });
});

describe('a request of version 2', () => {
  it('fetches with arguments', () => {
    const parts = ['command=fetch', 'agent=git/2.39', 'object-format=sha1', 'delimiter', 'thin-pack', 'ofs-delta'];
    const request = fetchOf(2, ...parts, `want ${A}`, `have ${B}`, 'deepen 2', 'deepen-relative', 'done', 'flush');
    expect(request).toMatchObject({ wants: [A], haves: [B], done: true, deepening: { kind: 'depth', depth: 2, relative: true } });
    expect(request.features.has('thin-pack')).toBe(true);
  });

  it('ends a history at a date or at a reference', () => {
    const parts = ['command=fetch', 'delimiter', `want ${A}`];
    expect(fetchOf(2, ...parts, 'deepen-since 1700000000', 'flush').deepening).toEqual({ kind: 'since', seconds: 1_700_000_000, not: [] });
    expect(fetchOf(2, ...parts, 'deepen-not main', 'flush').deepening).toEqual({ kind: 'since', seconds: undefined, not: ['main'] });
  });

  it('lists references', () => {
    expect(uploadRequest(body('command=ls-refs', 'delimiter', 'symrefs', 'ref-prefix HEAD', 'ref-prefix refs/heads/', 'flush'), 2)).toEqual(
      {
        command: 'ls-refs',
        prefixes: ['HEAD', 'refs/heads/'],
        symrefs: true,
        unborn: false,
      },
    );
  });
});

describe('a request that git would not send', () => {
  const cases: readonly (readonly [string, 0 | 2, readonly string[]])[] = [
    ['wants no object id', 0, ['want main', 'flush']],
    ['wants an id in capitals', 0, [`want ${'A'.repeat(40)}`, 'flush']],
    ['wants an id with a tail', 0, [`want ${A}`, `want ${B}0`, 'flush']],
    ['deepens by no number', 0, [`want ${A}`, 'deepen -1', 'flush']],
    ['deepens by a number without end', 0, [`want ${A}`, `deepen ${'9'.repeat(400)}`, 'flush']],
    ['deepens in two ways', 2, ['command=fetch', 'delimiter', 'deepen 1', 'deepen-since 1', 'flush']],
    ['filters', 0, [`want ${A}`, 'filter blob:none', 'flush']],
    ['has another command', 2, ['command=object-info', 'flush']],
    ['has no command', 2, ['agent=x', 'flush']],
    ['has another object format', 2, ['command=ls-refs', 'object-format=sha256', 'flush']],
    ['goes on behind its end', 2, ['command=ls-refs', 'flush', 'command=ls-refs', 'flush']],
    ['does not end', 2, ['command=ls-refs', 'delimiter']],
    ['has separators of the other version', 0, [`want ${A}`, 'delimiter', 'flush']],
  ];

  it.each(cases)('is refused when it %s', (_title, version, parts) => {
    expect(() => uploadRequest(body(...parts), version)).toThrow(MalformedRequest);
  });

  it('is refused or understood, whatever it holds', () => {
    const word = fc.constantFrom(
      'want ',
      'have ',
      'shallow ',
      'deepen ',
      'deepen-since ',
      'command=',
      '__proto__ ',
      'constructor ',
      'done',
    );
    const part = fc.oneof(
      fc.constantFrom('flush', 'delimiter'),
      fc.tuple(word, fc.string({ maxLength: 60 })).map((pair) => pair.join('')),
    );
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom<0 | 2>(0, 2), (parts, version) => {
        try {
          expect(uploadRequest(body(...parts), version)).toHaveProperty('command');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRequest);
        }
      }),
    );
  });
});
