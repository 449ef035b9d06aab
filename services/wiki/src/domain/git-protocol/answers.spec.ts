import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { acknowledgement, type Found } from './acknowledgement.ts';
import { packetsOf, textOfLine } from './pkt-line.ts';
import { commandAdvertisement, refAdvertisement, referenceList } from './ref-advertisement.ts';
import { reportStatus } from './report-status.ts';
import type { FetchRequest } from './upload-request.ts';

const [A, B] = ['a'.repeat(40) as ObjectId, 'b'.repeat(40) as ObjectId];
const linesOf = (bytes: Buffer): readonly string[] =>
  [...packetsOf(bytes)].map((packet) => (typeof packet === 'string' ? packet : textOfLine(packet)));

const asked = (over: Partial<FetchRequest>, ...features: readonly string[]): FetchRequest => ({
  ...{ version: 0, wants: [A], haves: [B], shallow: [], deepening: undefined, done: false, negotiates: true },
  ...over,
  features: new Set(features),
});

describe('what upload-pack says to the commits that a client has', () => {
  const none: Found = { common: [], ready: false };
  const some: Found = { common: [A, B], ready: false };
  const enough: Found = { common: [A, B], ready: true };
  const detailed = 'multi_ack_detailed';
  const cases: readonly (readonly [string, FetchRequest, Found, readonly string[], boolean])[] = [
    ['a new clone', asked({ haves: [], done: true }, detailed), none, ['NAK'], true],
    ['a first round', asked({}, detailed), none, ['NAK'], false],
    ['a round with something in common', asked({}, detailed), some, [`ACK ${A} common`, `ACK ${B} common`, 'NAK'], false],
    ['a round that is enough', asked({}, detailed), enough, [`ACK ${A} common`, `ACK ${B} common`, `ACK ${B} ready`, 'NAK'], false],
    [
      'a round that is enough and the last',
      asked({}, detailed, 'no-done'),
      enough,
      [`ACK ${A} common`, `ACK ${B} common`, `ACK ${B} ready`, 'NAK', `ACK ${B}`],
      true,
    ],
    ['the last round', asked({ done: true }, detailed), some, [`ACK ${A} common`, `ACK ${B} common`, `ACK ${B}`], true],
    ['a client of long ago', asked({ done: true }), some, [`ACK ${A}`], true],
    ['a client between', asked({}, 'multi_ack'), some, [`ACK ${A} continue`, `ACK ${B} continue`, 'NAK'], false],
    ['a question for the ends of a history', asked({ negotiates: false }, detailed), none, [], false],
    ['version 2 with nothing in common', asked({ version: 2 }), none, ['acknowledgments', 'NAK', 'flush'], false],
    ['version 2 with enough', asked({ version: 2 }), enough, ['acknowledgments', `ACK ${A}`, `ACK ${B}`, 'ready', 'delimiter'], true],
    ['version 2 that waits', asked({ version: 2 }, 'wait-for-done'), enough, ['acknowledgments', `ACK ${A}`, `ACK ${B}`, 'flush'], false],
    ['version 2 that is done', asked({ version: 2, done: true }), enough, [], true],
  ];

  it.each(cases)('in %s', (...[, request, found, lines, follows]) => {
    const { packets, packFollows } = acknowledgement(request, found);
    expect(linesOf(packets)).toEqual(lines);
    expect(packFollows).toBe(follows);
  });
});

describe('what is advertised', () => {
  it('is the one branch, also as HEAD, with what can be done', () => {
    const [service, flush, first, ...others] = linesOf(refAdvertisement('git-upload-pack', A));
    expect([service, flush]).toEqual(['# service=git-upload-pack', 'flush']);
    expect(first?.split('\0')[0]).toBe(`${A} HEAD`);
    expect(first?.split('\0')[1]?.split(' ')).toEqual(
      expect.arrayContaining(['multi_ack_detailed', 'side-band-64k', 'shallow', 'symref=HEAD:refs/heads/main']),
    );
    expect(others).toEqual([`${A} refs/heads/main`, 'flush']);
  });

  it('offers a push neither deletion nor several branches at once', () => {
    const [, , first] = linesOf(refAdvertisement('git-receive-pack', A));
    expect(first?.split('\0')[0]).toBe(`${A} refs/heads/main`);
    expect(first).toMatch(/report-status-v2/);
    expect(first).not.toMatch(/delete-refs|atomic|push-options|push-cert/);
  });

  it('has room for a wiki without a commit', () => {
    expect(linesOf(refAdvertisement('git-upload-pack', null))[2]).toMatch(/^0{40} capabilities\^\{\}\0/);
    expect(linesOf(referenceList(null, { prefixes: [], symrefs: true, unborn: true }))).toEqual([
      'unborn HEAD symref-target:refs/heads/main',
      'flush',
    ]);
    expect(linesOf(referenceList(null, { prefixes: [], symrefs: true, unborn: false }))).toEqual(['flush']);
  });

  it('is in version 2 what can be asked for, and then only what was', () => {
    expect(linesOf(commandAdvertisement())).toEqual(expect.arrayContaining(['version 2', 'ls-refs=unborn', 'fetch=shallow wait-for-done']));
    const listed = (prefixes: readonly string[]) => linesOf(referenceList(A, { prefixes, symrefs: false, unborn: false }));
    expect(listed([])).toEqual([`${A} HEAD`, `${A} refs/heads/main`, 'flush']);
    expect(listed(['refs/heads/'])).toEqual([`${A} refs/heads/main`, 'flush']);
    expect(listed(['refs/tags/'])).toEqual(['flush']);
  });
});

describe('the report of a push', () => {
  const report = {
    refs: [
      { ref: 'refs/heads/main', problem: undefined },
      { ref: 'refs/tags/v1', problem: 'no\ntags' },
    ],
    words: ['2 commits'],
  };

  it('says of each reference how it went, in one line', () => {
    expect(linesOf(reportStatus(new Set(['report-status']), report))).toEqual([
      'unpack ok',
      'ok refs/heads/main',
      'ng refs/tags/v1 no tags',
      'flush',
    ]);
    const failed = { ...report, unpackProblem: 'damaged', refs: [] };
    expect(linesOf(reportStatus(new Set(['report-status-v2']), failed))[0]).toBe('unpack damaged');
  });

  it('comes in bands with words for the person where there are bands, and not at all where nobody asked', () => {
    const [words, content, end] = [...packetsOf(reportStatus(new Set(['report-status', 'side-band-64k']), report))];
    expect(words?.toString()).toBe('\u00022 commits\n');
    expect((content as Buffer)[0]).toBe(1);
    expect(linesOf((content as Buffer).subarray(1))).toEqual(['unpack ok', 'ok refs/heads/main', 'ng refs/tags/v1 no tags', 'flush']);
    expect(end).toBe('flush');
    expect(reportStatus(new Set(), report)).toHaveLength(0);
  });
});
