/** Putting a wiki away, deleting it, and bringing it back. */
import { fill } from '../../../src/domain/texts/fill.ts';
import { countText } from '../../../src/domain/templates/wiki-frame.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, succeeded } from '../api.ts';
import { onSubmit, readyToSend, type Sent, sent, valueOf } from '../forms.ts';
import { leaveNotice } from '../notice.ts';
import { element, fact, locale } from '../screen.ts';
import { sizeText } from '../size-text.ts';

const ofWiki = (): string => `/api/v1/wikis/${fact('wiki') ?? ''}`;

/** The server shows what the wiki is now. */
const anew = (): string => {
  location.reload();
  return '';
};

export const archiveForm = (t: Texts): void => {
  const form = element('archive-form', HTMLFormElement);
  const way = fact('archived') === 'yes' ? 'unarchive' : 'archive';
  onSubmit(form, () => sent(`${ofWiki()}/${way}`, { method: 'POST' }, { t, said: anew }));
  readyToSend(form);
};

const erase = (form: HTMLFormElement, now: boolean, t: Texts): Promise<Sent> => {
  const address = fact('address') ?? '';
  const confirm = valueOf(form, 'confirm');
  if (confirm !== address) return Promise.resolve({ problem: fill(t.dangerMismatch, { address }) });
  const said = (): string => {
    if (!now) return anew();
    leaveNotice(fill(t.deletedNow, { name: fact('name') ?? '' }));
    location.assign('/');
    return '';
  };
  return sent(ofWiki(), { method: 'DELETE', body: { confirm, ...(now && { now }) } }, { t, said });
};

export const deleteForm = (t: Texts): void => {
  const form = element('delete-form', HTMLFormElement);
  onSubmit(form, () => erase(form, fact('ending') === 'yes', t));
  readyToSend(form);
};

export const restoreForm = (t: Texts): void => {
  onSubmit(element('restore-form', HTMLFormElement), () => sent(`${ofWiki()}/restore`, { method: 'POST' }, { t, said: anew }));
};

/** How much an export will be: what the account's list of wikis says of this one. */
export const exportSize = async (t: Texts): Promise<void> => {
  const answer = await ask('/api/v1/wikis');
  const wiki = succeeded(answer) ? recordsOf(answer.body['wikis']).find(({ id }) => id === fact('wiki')) : undefined;
  if (!wiki) return;
  const usage = recordOf(wiki['usage']);
  const [pages, bytes] = ['pages', 'storage'].map((what) => Number(recordOf(usage[what])['used']) || 0);
  element('export-size', HTMLElement).textContent = fill(t.exportSize, {
    pages: countText(pages ?? 0, t.pagesOne, t.pagesMany),
    size: sizeText(bytes ?? 0, locale()),
  });
};
