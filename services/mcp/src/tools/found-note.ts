/** Finds the page that a call wants to read: in the own view as it is now, at the wiki service as it was. */
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { readPage } from '@wikibot/contracts/requests/pages';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { normalisePagePath } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import type { LastChange } from '../domain/note.ts';
import type { ReadablePage } from '../domain/shown-page.ts';
import { refusals } from '../refusals.ts';
import type { NoteText } from '../views/notes.ts';
import { movedFrom, readNoteText } from '../views/notes.ts';
import { askOwner } from './ask-owner.ts';
import type { Call } from './tool.ts';

export interface FoundNote {
  readonly ok: true;
  readonly page: Omit<ReadablePage, 'last' | 'linkedFrom'> & { readonly last: Omit<LastChange, 'intent'> };
  /** The address that was asked for, when the page was moved away from it. */
  readonly movedFrom?: string;
}

export interface Wanted {
  readonly path: string;
  readonly revision: string | undefined;
  /** A moment, when the page as of then is wanted. */
  readonly at: string | undefined;
}

/** An old address leads to the page's new one, for whoever may read it there. */
const addressOf = async (asked: string, { ports, wiki, auth }: Call): Promise<string> => {
  const moved = await movedFrom(ports, wiki.id, asked);
  return moved !== undefined && pathPermits(auth.pathRules, moved, 'read') ? moved : asked;
};

export const foundNote = async (wanted: Wanted, call: Call): Promise<FoundNote | Refused> => {
  const address = await addressOf(wanted.path, call);
  const found = await find({ ...wanted, path: address }, call);
  return found.ok && address !== wanted.path ? { ...found, movedFrom: wanted.path } : found;
};

const find = async (wanted: Wanted, call: Call): Promise<FoundNote | Refused> => {
  const note = await readNoteText(call.ports, call.wiki.id, wanted.path);
  const isOld = wanted.at !== undefined || (wanted.revision !== undefined && !note?.revision.startsWith(wanted.revision));
  if (isOld) return findOlder(wanted, note, call);
  if (!note) return notFound(wanted.path);
  const { title: name, path: stored, revision, text, linksTo, last } = note;
  return { ok: true, page: { name, path: stored, revision, text, linksTo, last } };
};

const findOlder = async ({ path, revision, at }: Wanted, note: NoteText | undefined, call: Call): Promise<FoundNote | Refused> => {
  const outcome = await askOwner(call, readPage, { data: present({ path, revision, at }) });
  if (!outcome.ok && note && revision !== undefined && outcome.refusal.kind === 'not-found')
    return refusals['revision.not-found']({ path: note.path, revision, current_revision: note.revision });
  if (!outcome.ok) return outcome;
  const { name, path: stored, revision: old, content, linksTo, lastChange } = outcome.answer;
  return {
    ok: true,
    page: present({ name, path: stored, revision: old, text: content, linksTo, last: lastChange, current: note?.revision }),
  };
};

const notFound = (asked: string): Refused => {
  const read = normalisePagePath(asked);
  if (read.ok) return refusals['page.not-found']({ path: asked });
  return refusals['page.path-refused'](
    present({ path: asked, problem: read.problem, reason: read.message, suggestion: suggestPagePath(asked) }),
  );
};
