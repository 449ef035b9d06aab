/** Refusals as `application/problem+json` (RFC 9457), with what to do; `error` repeats the sentence for older clients. */
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { Challenge } from '@wikibot/contracts/define/service';
import { REFUSAL_TABLE } from '../kernel-refusals.ts';

export const problemOf = (refusal: Refusal) => {
  const { http, title } = REFUSAL_TABLE[refusal.kind];
  return {
    ...refusal.detail,
    type: `urn:wikibot:refusal:${refusal.code}`,
    title,
    status: http,
    code: refusal.code,
    detail: refusal.message,
    remedy: refusal.remedy,
    error: refusal.message,
  };
};

const CHALLENGES: Readonly<Record<Challenge, string>> = {
  browser: 'Bearer realm="wikibot"',
  bearer: 'Bearer realm="wikibot"',
  resource: 'Bearer realm="wikibot"',
  basic: 'Basic realm="wikibot", charset="UTF-8"',
};

export const problemResponse = (refusal: Refusal, challenge: Challenge = 'bearer', location?: string): Response => {
  const problem = problemOf(refusal);
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  if (problem.status === 401) headers.set('WWW-Authenticate', CHALLENGES[challenge]);
  if (location !== undefined) headers.set('Location', location);
  if (problem.status === 503) headers.set('Retry-After', '1');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
};
