import { cutAt } from '@wikibot/platform/page/words';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { accountsOf, authorLabel } from '../domain/authorship.ts';
import { foundNote } from './found-note.ts';
import { pageAddress } from './page-address.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ id: z.string().min(1).max(1000).describe('From search') });

/** More does not fit into an answer that clients take whole; `truncated` says that it was cut. */
const MOST_UNITS = 80_000;

const run = async ({ id }: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const found = await foundNote({ path: id, revision: undefined, at: undefined }, call);
  if (!found.ok) return found;
  const { path, name, text, revision, last } = found.page;
  const names = await call.ports.names.of(accountsOf([last]));
  const metadata = {
    revision,
    last_edited_by: authorLabel(last.actor, names),
    last_edited: last.time,
    truncated: text.length > MOST_UNITS,
  };
  const document = { id: path, title: name, text: cutAt(text, MOST_UNITS), url: pageAddress(path, call), metadata };
  return { ok: true, text: JSON.stringify(document), structured: document };
};

export const fetchPage = defineTool({
  name: 'fetch',
  title: 'Fetch',
  description: 'Read a page that search found.',
  access: 'read',
  only: 'openai',
  input,
  output: z.object({ id: z.string(), title: z.string(), text: z.string(), url: z.string() }),
  paths: ({ id }) => [pageKey(id)],
  run,
});
