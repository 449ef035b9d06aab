import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { editPage } from '@wikibot/contracts/requests/pages';
import { replaceExactlyOnce } from '@wikibot/platform/page/exact-edit';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { currentRevision } from '../views/pages.ts';
import { writePage } from './write-page.ts';

/** The passage is looked for in the text that the caller has read; what others changed elsewhere meanwhile is merged. */
const slice: AnswerSlice<typeof editPage, Ports> = async (data, context, ports) => {
  const read = readPath(data.path);
  if (!read.ok) return read;
  const { path } = read;
  const yours = (base: string | null | undefined): { ok: true; text: string } | Refused => {
    if (typeof base !== 'string') return refusals['page.not-found']({ path });
    const edited = replaceExactlyOnce(base, data.oldString, data.newString);
    return edited.ok ? edited : editRefusal(path, edited);
  };
  if (data.base === undefined) return revisionRequired(path, context.tenant.wikiId, ports);
  return writePage({ path, base: data.base, message: data.message, intent: 'edit', yours }, context, ports);
};

export default slice;

const revisionRequired = async (path: string, wikiId: WikiId | undefined, ports: Ports): Promise<Refused> => {
  const revision = wikiId && (await currentRevision(ports, wikiId, path));
  return revision ? refusals['page.revision-required']({ path, current_revision: revision }) : refusals['page.not-found']({ path });
};

const editRefusal = (path: string, edited: Exclude<ReturnType<typeof replaceExactlyOnce>, { ok: true }>): Refused => {
  switch (edited.code) {
    case 'ambiguous':
      return refusals['page.text-ambiguous']({ path, count: edited.count });
    case 'not-found':
      return refusals['page.text-not-found']({ path, reason: edited.message, ...(edited.nearest ? { nearest: edited.nearest } : {}) });
    case 'empty':
    case 'identical':
      return refusals['page.text-unchanged']({ path, reason: edited.message });
  }
};
