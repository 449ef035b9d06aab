/** Saves what the plain form sends. What cannot be saved comes back in the form, with the reason; a conflict with both versions, marked. */
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { present } from '@wikibot/contracts/define/present';
import { formatToken, tokenCookie } from '@wikibot/contracts/define/token';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { Conflict } from '@wikibot/contracts/requests/conflict';
import { savePage } from '@wikibot/contracts/requests/pages';
import { REFUSAL_TABLE } from '@wikibot/platform/kernel/kernel-refusals';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import { bytesUpTo } from '../domain/bytes-up-to.ts';
import { hasMarks } from '../domain/templates/conflict-parts.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import { plainForm } from './plain-editor.ts';
import { htmlResponse, shellOf } from './shell.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

/** A text grows when it is sent as a form: three bytes for one at most. */
const MAX_FORM_BYTES = 4 * MAX_PAGE_BYTES;

const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const form = await formOf(served.request);
  const path = served.params['page'] ?? '';
  const t = texts(shellOf(served, ports).locale);
  if (!form) return new Response('A form of at most 4 MiB with the field content is needed here.\n', { status: 422 });
  const again = async (over: Partial<typeof form> & { readonly refused: string }, status: number): Promise<Response> =>
    htmlResponse(await plainForm(served, ports, { ...form, path, ...over }), status);
  if (hasMarks(form.content)) return again({ refused: t.conflictPlain }, 422);
  const { content, revision, message } = form;
  const saved = await ports.ask(savePage, present({ path, content, base: revision, message }), context);
  if (saved.ok) return toPage(served, saved.answer.path, formatToken(saved.token));
  const conflict = Conflict.safeParse(saved.refusal.detail['conflict']);
  if (conflict.success) return again({ content: conflict.data.merged, revision: conflict.data.head, refused: t.conflictPlain }, 409);
  return again({ refused: `${saved.refusal.message} ${saved.refusal.remedy}` }, REFUSAL_TABLE[saved.refusal.kind].http);
};

export default slice;

/** The page knows of the write by the token that the browser brings along. */
const toPage = (served: Served, path: string, token: string): Response => {
  const headers = new Headers({ Location: `${baseOf(wikiOf(served))}/${hrefOfPage(path)}`, 'Cache-Control': 'no-store' });
  if (token !== '') headers.append('Set-Cookie', tokenCookie(token, served.url.protocol === 'https:'));
  return new Response(null, { status: 303, headers });
};

interface SentForm {
  readonly content: string;
  readonly revision?: string;
  readonly message?: string;
}

const REVISION = /^[0-9a-f]{7,64}$/;

/** Browsers send line ends as CR LF, whatever the text had; pages have LF. Undefined when it is none, or too much. */
const formOf = async (request: Request): Promise<SentForm | undefined> => {
  const bytes = await bytesUpTo(request.body, MAX_FORM_BYTES);
  const fields = new URLSearchParams(bytes?.toString());
  const field = (name: string): string => fields.get(name) ?? '';
  if (!fields.has('content')) return undefined;
  const revision = REVISION.exec(field('revision'))?.[0];
  const message = field('message').trim().slice(0, 500);
  return present({ content: field('content').replaceAll('\r\n', '\n'), revision, message: message || undefined });
};
