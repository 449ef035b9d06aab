/** The write contract for one page, whatever the text of the change comes from: a whole page, or an edit of a passage. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Written } from '@wikibot/contracts/requests/pages';
import { fileOfPage, pagePathOfFile, titleOfPath } from '@wikibot/platform/page/page-path';
import type { PagePath } from '@wikibot/platform/page/page-path';
import { changedLines } from '../domain/line-count.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { textProblem } from '../domain/page-text.ts';
import type { Revised } from '../domain/revise.ts';
import { revise } from '../domain/revise.ts';
import type { FoundFile, Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { titleOfText } from '../views/page-fields.ts';
import { currentRevision } from '../views/pages.ts';
import { baseText } from './base-text.ts';

export interface PageWrite {
  readonly path: PagePath;
  readonly base: string | undefined;
  readonly message: string | undefined;
  readonly intent: 'save' | 'edit';
  /** The caller's text, given the text that the change was made on. */
  readonly yours: (base: string | null | undefined) => { readonly ok: true; readonly text: string } | Refused;
}

export const writePage = async (write: PageWrite, context: Context, ports: Ports): Promise<Outcome<Written>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => planWrite(write, ground, ports));
};

const planWrite = async (write: PageWrite, ground: Ground, ports: Ports): Promise<Plan<Written> | Refused> => {
  if (ground.wiki.status === 'failed') return refusals['wiki.not-ready']({ status: ground.wiki.status });
  const found = await ground.find(fileOfPage(write.path));
  const current = found ? textOfBytes(found.content) : null;
  if (current === undefined) return refusals['page.not-text']({ path: write.path });
  const named = await namedBase(write, { ground, ports, found });
  if (!named.ok) return named;
  const { base } = named;
  const yours = write.yours(base);
  if (!yours.ok) return yours;
  const problem = textProblem(write.path, yours.text);
  if (problem) return problem;
  const revised = revise({ current, base, yours: yours.text });
  return planRevised({ write, ground, ports, found, current, yours: yours.text }, revised);
};

/** The text at the base that the caller names. One that is not known is refused, unless there is no page that it could be wrong about. */
const namedBase = async (
  write: PageWrite,
  { ground, ports, found }: Pick<Work, 'ground' | 'ports' | 'found'>,
): Promise<{ readonly ok: true; readonly base: string | null | undefined } | Refused> => {
  if (write.base === undefined) return { ok: true, base: undefined };
  const base = await baseText(ports, ground, { revision: write.base, file: fileOfPage(write.path), found });
  return base === undefined && found ? unknownRevision(write, ground, ports) : { ok: true, base };
};

interface Work {
  readonly write: PageWrite;
  readonly ground: Ground;
  readonly ports: Ports;
  readonly found: FoundFile | undefined;
  readonly current: string | null;
  readonly yours: string;
}

const planRevised = async (work: Work, revised: Revised): Promise<Plan<Written> | Refused> => {
  const { write, ground } = work;
  switch (revised.outcome) {
    case 'created':
    case 'updated':
    case 'merged':
      return planned(work, revised);
    case 'unchanged':
      return unchanged(work);
    case 'base-missing':
      return refusals['page.revision-required']({ path: write.path, current_revision: await standing(work) });
    case 'gone':
      return refusals['page.gone']({ path: write.path, yours: work.yours });
    case 'conflict': {
      const { base, theirs, merged, hunks } = revised;
      const head = ground.wiki.head ?? '';
      return refusals['page.conflict']({
        path: write.path,
        current_revision: head,
        conflict: { head, base, yours: work.yours, theirs, merged, hunks },
      });
    }
  }
};

const planned = ({ write, found, current }: Work, revised: { outcome: 'created' | 'updated' | 'merged'; text: string }): Plan<Written> => {
  const file = found?.file ?? fileOfPage(write.path);
  const path = pagePathOfFile(file) ?? write.path;
  const verb = revised.outcome === 'created' ? 'Create' : write.intent === 'edit' ? 'Edit' : 'Update';
  return {
    ok: true,
    intent: write.intent,
    message: write.message || `${verb} ${titleOfPath(path)}`,
    changes: [{ path: file, content: Buffer.from(revised.text) }],
    answer: ({ head, sequence }) => ({
      outcome: revised.outcome,
      path,
      name: titleOfText(revised.text, path),
      revision: head,
      sequence,
      lines: changedLines(current ?? '', revised.text),
      ...(revised.outcome === 'merged' ? { content: revised.text } : {}),
    }),
  };
};

const unchanged = async (work: Work): Promise<Plan<Written>> => {
  const path = pagePathOfFile(work.found?.file ?? '') ?? work.write.path;
  const revision = await standing(work);
  return {
    ok: true,
    intent: work.write.intent,
    message: '',
    changes: [],
    answer: ({ sequence }) => ({
      outcome: 'unchanged',
      path,
      name: titleOfText(work.current ?? '', path),
      revision,
      sequence,
      lines: { added: 0, removed: 0 },
      ...present({ content: work.current === work.yours ? undefined : (work.current ?? undefined) }),
    }),
  };
};

/** The revision to name as base next time: the page's own as far as it is known here, otherwise the head, which holds it as well. */
const standing = async ({ write, ground, ports }: { write: PageWrite; ground: Ground; ports: Ports }): Promise<ObjectId> => {
  const current = await currentRevision(ports, ground.wiki.id as WikiId, write.path);
  return current ?? (ground.wiki.head as ObjectId); // a page that stands has a head
};

const unknownRevision = async (write: PageWrite, ground: Ground, ports: Ports): Promise<Refused> =>
  refusals['page.revision-unknown']({
    path: write.path,
    revision: write.base ?? '',
    current_revision: await standing({ write, ground, ports }),
  });
