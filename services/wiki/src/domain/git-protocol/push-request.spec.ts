import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import * as fc from 'fast-check';
import { MalformedRequest } from './pkt-line.ts';
import { pushRequest, refusedUpdate, STALE } from './push-request.ts';
import { BRANCH, NO_OBJECT } from './ref-advertisement.ts';

const [A, B] = ['a'.repeat(40) as ObjectId, 'b'.repeat(40) as ObjectId];
const read = (...lines: readonly string[]) => pushRequest(lines.map((line) => Buffer.from(line)));

describe('the commands of a push', () => {
  it('name what is to move, and behind the first one what the client can do', () => {
    const { updates, features } = read(
      `${A} ${B} ${BRANCH}\0 report-status-v2 side-band-64k agent=git/2.39\n`,
      `${NO_OBJECT} ${B} refs/tags/v1\n`,
    );
    expect(updates).toEqual([
      { from: A, to: B, ref: BRANCH },
      { from: NO_OBJECT, to: B, ref: 'refs/tags/v1' },
    ]);
    expect(features.has('report-status-v2') && features.has('side-band-64k')).toBe(true);
  });

  it('may come behind the ends of a shallow history', () => {
    const { updates, features } = read(`shallow ${A}\n`, `${A} ${B} ${BRANCH}\0report-status\n`);
    expect(updates).toHaveLength(1);
    expect(features.has('report-status')).toBe(true);
  });

  it.each([
    'refs/heads/',
    'refs/heads/a..b',
    'refs/heads/.a',
    'refs/heads/a.lock',
    'refs/heads/a.lock/b',
    'refs/heads/a b',
    'refs/heads/a~1',
    'refs/heads/a\u007f',
    'refs/heads/a@{1}',
    'refs/heads//a',
    'refs/heads/a/',
    'refs/heads/a.',
    `refs/heads/${'a'.repeat(300)}`,
    'HEAD',
    '../main',
    '',
  ])('are refused for the name %j', (ref) => {
    expect(() => read(`${A} ${B} ${ref}\0`)).toThrow(MalformedRequest);
  });

  it.each(['refs/heads/main', 'refs/heads/feature/größe', 'refs/tags/v1.0', 'refs/for/main'])('are read for the name %j', (ref) => {
    expect(read(`${A} ${B} ${ref}\0`).updates[0]?.ref).toBe(ref);
  });

  it('are read or refused, whatever they hold', () => {
    const piece = fc.constantFrom(A, B, NO_OBJECT, ' ', '\0', '\n', BRANCH, 'shallow ', 'push-cert', '__proto__', 'ü');
    const line = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        try {
          for (const { ref } of read(...lines).updates) expect(ref).toMatch(/^refs\/[^\p{Cc} ]+$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRequest);
        }
      }),
    );
  });

  it('move nothing but the branch, from where it stands', () => {
    expect(refusedUpdate({ ref: BRANCH, from: A, to: B }, A)).toBeUndefined();
    expect(refusedUpdate({ ref: BRANCH, from: NO_OBJECT, to: B }, null)).toBeUndefined();
    expect(refusedUpdate({ ref: BRANCH, from: B, to: A }, A)).toBe(STALE);
    expect(refusedUpdate({ ref: BRANCH, from: A, to: NO_OBJECT }, A)).toMatch(/deleted/);
    expect(refusedUpdate({ ref: 'refs/heads/mainx', from: A, to: B }, A)).toMatch(/only the branch main/);
  });
});
