import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { FILE_DIFF_TEXTS, type FileDiff, fileDiffs, type FileDiffTexts } from './file-diffs.ts';
import { html, type Markup } from './html.ts';

/** What taking a change back would come to. */
export interface TakeBackPreview {
  readonly files: readonly FileDiff[];
  readonly changes: number;
  /** What cannot be taken back without touching what others did later. */
  readonly conflicts: readonly { readonly title: string; readonly href: string; readonly reason: string }[];
}

export const TAKE_BACK_TEXTS = [
  ...FILE_DIFF_TEXTS,
  ...([
    'takeBack',
    'undoSession',
    'takeBackPreview',
    'takeBackText',
    'takeBackNothing',
    'takeBackConfirm',
    'takeBackRest',
    'takeBackConflicts',
    'takeBackDone',
    'takeBackFailed',
    'cancel',
    'reasonOverlaps',
    'reasonEditedSince',
    'reasonCreatedAnew',
    'reasonPlaceTaken',
    'reasonTooLarge',
    'saveOffline',
  ] as const),
] as const;

export type TakeBackTexts = FileDiffTexts & Pick<Texts, (typeof TAKE_BACK_TEXTS)[number]>;

const REASONS: Readonly<Record<string, keyof TakeBackTexts>> = {
  overlaps: 'reasonOverlaps',
  'edited-since': 'reasonEditedSince',
  'created-anew': 'reasonCreatedAnew',
  'place-taken': 'reasonPlaceTaken',
  'too-large': 'reasonTooLarge',
};

const conflictList = ({ conflicts }: TakeBackPreview, t: TakeBackTexts): Markup | false =>
  conflicts.length > 0 &&
  html`<div class="take-back-conflicts">
    <p>${t.takeBackConflicts}</p>
    <ul>
      ${conflicts.map(({ title, href, reason }) => html`<li><a href="${href}">${title}</a> <span class="quiet">${t[REASONS[reason] ?? 'reasonOverlaps']}</span></li>`)}
    </ul>
  </div>`;

/** Shown before anything is taken back: the difference that it makes, what stays, and the one button that does it. */
export const takeBackView = (preview: TakeBackPreview, t: TakeBackTexts): Markup => {
  const { files, conflicts } = preview;
  const hasSome = files.length > 0;
  return html`<section class="take-back" tabindex="-1" aria-labelledby="app:take-back-title">
    <h2 id="app:take-back-title">${t.takeBackPreview}</h2>
    <p>${hasSome ? fill(t.takeBackText, { count: preview.changes }) : t.takeBackNothing}</p>
    ${conflictList(preview, t)}
    <p class="buttons">
      ${hasSome && html`<button class="button primary" type="button" data-do="take-back">${conflicts.length > 0 ? t.takeBackRest : t.takeBackConfirm}</button>`}<button class="button" type="button" data-do="cancel">${t.cancel}</button>
    </p>
    <p class="problem" role="alert" hidden></p>
    ${fileDiffs(files, t)}
  </section>`;
};
