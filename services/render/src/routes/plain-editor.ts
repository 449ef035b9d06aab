/** The editor as a plain form: the text comes with it, and goes back with it. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Served } from '@wikibot/contracts/define/service';
import { present } from '@wikibot/contracts/define/present';
import { readPage } from '@wikibot/contracts/requests/pages';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import { editor } from '../domain/templates/editor.ts';
import type { Ports } from '../ports.ts';
import refusalScreen from './refusal-screen.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** A form as it was sent, or as it is to be filled in. */
export interface PlainForm {
  readonly path: string;
  readonly content: string;
  /** What the text is based on; none for a new page. */
  readonly revision?: string;
  readonly message?: string;
}

export const plainEditor = async (
  served: Served,
  ports: Ports,
  { path, context }: { readonly path: string; readonly context: Context },
): Promise<Response> => {
  const read = await ports.ask(readPage, { path }, context);
  if (!read.ok) return refusalScreen(read.refusal, served, ports);
  const { content, revision } = read.answer;
  return htmlResponse(await plainForm(served, ports, { path: read.answer.path, content, revision }));
};

/** The form with a text in it; `refused` says why it is there again. */
export const plainForm = async (served: Served, ports: Ports, form: PlainForm & { readonly refused?: string }): Promise<string> => {
  const { path, content, revision, message, refused } = form;
  const base = baseOf(wikiOf(served));
  const page = {
    title: titleOfPath(path),
    href: `${base}/${hrefOfPage(path)}`,
    path,
    crumbs: crumbsOf(base, path),
    content,
    isNew: revision === undefined,
    ...present({ revision, message }),
  };
  return editor({ ...(await wikiScreen(served, ports, path)), page, ...(refused === undefined ? {} : { refused: { text: refused } }) });
};
