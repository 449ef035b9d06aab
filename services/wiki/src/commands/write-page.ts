/** The write contract for one page, wherever the text of the change comes from: a whole page, a passage, or a section. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Written } from '@wikibot/contracts/requests/pages';
import { fileOfPage, pagePathOfFile, titleOfPath } from '@wikibot/platform/page/page-path';
import type { PagePath } from '@wikibot/platform/page/page-path';
import { changeStat } from '../domain/change-stat.ts';
import type { ChangedText, Situation } from '../domain/changed-text.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { textProblem } from '../domain/page-text.ts';
import type { Revised } from '../domain/revise.ts';
import type { FoundFile, Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { titleOfText } from '../views/page-fields.ts';
import { currentRevision } from '../views/pages.ts';
import { maySeeOf } from '../queries/reader.ts';
import { movedAway } from './absent-page.ts';
import { baseText } from './base-text.ts';

export interface PageWrite {
  readonly path: PagePath;
  readonly base: string | undefined;
  readonly message: string | undefined;
  readonly dryRun: boolean | undefined;
  readonly intent: 'save' | 'edit';
  /** Whether the caller is told the text that is stored, when it is not the one that it meant to store. */
  readonly tellsText: boolean;
  readonly change: (situation: Situation) => ChangedText | Refused;
}

export const writePage = async (write: PageWrite, context: Context, ports: Ports): Promise<Outcome<Written>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => planWrite({ ...write, maySee: maySeeOf(context) }, ground, ports));
};

/** A write with what its writer may see of other pages. */
interface SeenWrite extends PageWrite {
  readonly maySee: (path: string) => boolean;
}

const planWrite = async (write: SeenWrite, ground: Ground, ports: Ports): Promise<Plan<Written> | Refused> => {
  const { status } = ground.wiki;
  if (status === 'failed') return refusals['wiki.not-ready']({ status });
  const found = await ground.find(fileOfPage(write.path));
  const moved = found ? undefined : await movedBefore(write, ground, ports);
  return moved ?? planOn({ write, ground, ports, found });
};

const planOn = async ({ write, ground, ports, found }: Standing): Promise<Plan<Written> | Refused> => {
  const current = found ? textOfBytes(found.content) : null;
  if (current === undefined) return refusals['page.not-text']({ path: write.path });
  const named = await namedBase(write, { ground, ports, found });
  if (!named.ok) return named;
  const changed = write.change({ path: write.path, head: revisionOf(write, ground), current, base: named.base });
  return changed.ok ? planChanged({ write, ground, ports, found, current, yours: changed.yours }, changed.revised) : changed;
};

/** Whoever names a base, or a passage, means the page that was here; without either a new one is written, to which the address belongs from then on. */
const movedBefore = async ({ path, base, intent, maySee }: SeenWrite, { wiki }: Ground, ports: Ports): Promise<Refused | undefined> =>
  base === undefined && intent === 'save' ? undefined : movedAway(ports, { wikiId: wiki.id, path, maySee });

const planChanged = async (work: Work, revised: Revised): Promise<Plan<Written> | Refused> =>
  textProblem(work.write.path, 'text' in revised ? revised.text : work.yours) ?? planRevised(work, revised);

/** The text at the base that the caller names. One that is not known is refused, unless there is no page that it could be wrong about. */
const namedBase = async (
  write: SeenWrite,
  { ground, ports, found }: Pick<Work, 'ground' | 'ports' | 'found'>,
): Promise<{ readonly ok: true; readonly base: string | null | undefined } | Refused> => {
  if (write.base === undefined) return { ok: true, base: undefined };
  const base = await baseText(ports, ground, { revision: write.base, file: fileOfPage(write.path), found, maySee: write.maySee });
  return base === undefined && found ? unknownRevision(write, ground, ports) : { ok: true, base };
};

interface Standing {
  readonly write: SeenWrite;
  readonly ground: Ground;
  readonly ports: Ports;
  readonly found: FoundFile | undefined;
}

interface Work extends Standing {
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
      const head = revisionOf(write, ground);
      const conflict = { head, base, yours: work.yours, theirs, merged, hunks: [...hunks] };
      return refusals['page.conflict']({ path: write.path, current_revision: head, conflict });
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
    said: write.message,
    changes: [{ path: file, content: Buffer.from(revised.text) }],
    dryRun: write.dryRun,
    answer: ({ head, sequence, near, proposal }) => ({
      outcome: proposal ? 'proposed' : revised.outcome,
      path,
      name: titleOfText(revised.text, path),
      revision: head,
      sequence,
      ...changeStat(current ?? '', revised.text),
      ...present({
        content: revised.outcome === 'merged' && write.tellsText ? revised.text : undefined,
        dryRun: write.dryRun || undefined,
        nearLimits: near && [...near],
        proposal,
      }),
    }),
  };
};

const unchanged = async (work: Work): Promise<Plan<Written>> => {
  const { write, current } = work;
  const path = pagePathOfFile(work.found?.file ?? '') ?? write.path;
  const revision = await standing(work);
  const isOther = write.tellsText && current !== work.yours;
  return {
    ok: true,
    intent: write.intent,
    message: '',
    changes: [],
    answer: ({ sequence, proposal }) => ({
      outcome: 'unchanged',
      path,
      name: titleOfText(current ?? '', path),
      revision,
      sequence,
      lines: { added: 0, removed: 0 },
      sections: [],
      ...present({ content: isOther ? (current ?? undefined) : undefined, dryRun: write.dryRun || undefined, proposal }),
    }),
  };
};

/** The revision that holds what stands. */
const revisionOf = ({ path }: SeenWrite, ground: Ground): string => ground.proposed(fileOfPage(path)) ?? ground.wiki.head ?? '';

/** The revision to name as base next time: the page's own as far as it is known here, otherwise the head, which holds it as well. */
const standing = async ({ write, ground, ports }: { write: SeenWrite; ground: Ground; ports: Ports }): Promise<ObjectId> => {
  const proposed = ground.proposed(fileOfPage(write.path));
  if (proposed) return proposed;
  const current = await currentRevision(ports, ground.wiki.id as WikiId, write.path);
  return current ?? (ground.wiki.head as ObjectId); // a page that stands has a head
};

const unknownRevision = async (write: SeenWrite, ground: Ground, ports: Ports): Promise<Refused> =>
  refusals['page.revision-unknown']({
    path: write.path,
    revision: write.base ?? '',
    current_revision: await standing({ write, ground, ports }),
  });
