/** All that one writes with: the text in colour, its buttons and keys, what comes next, files, and the page as it will look. */
import { element, fact, spoken } from '../screen.ts';
import { completionsFor } from './completions.ts';
import { type Preview, preview } from './preview.ts';
import { sourceField } from './source-field.ts';
import { syncScroll } from './sync-scroll.ts';
import { deedKeys, toolbar } from './toolbar.ts';
import { uploads } from './uploads.ts';

export interface WritingSurface {
  readonly setText: (text: string) => void;
  readonly focus: () => void;
}

type Words = ReturnType<
  typeof spoken<'pageText' | 'uploading' | 'uploadFailed' | 'uploadNewPage' | 'saveOffline' | 'showPreview' | 'showText'>
>;

/** On a narrow screen one of the two is shown at a time. */
const toggle = (t: Words): (() => boolean) => {
  const button = element('toggle', HTMLButtonElement);
  const panes = element('panes', HTMLElement);
  const turn = (): boolean => {
    const isPreview = panes.dataset['show'] !== 'preview';
    panes.dataset['show'] = isPreview ? 'preview' : 'text';
    button.textContent = isPreview ? t.showText : t.showPreview;
    button.setAttribute('aria-pressed', String(isPreview));
    return true;
  };
  button.addEventListener('click', turn);
  return turn;
};

export const writingSurface = (): WritingSurface => {
  const t: Words = spoken();
  const textarea = element('text', HTMLTextAreaElement);
  const place = element('preview', HTMLElement);
  const status = element('upload', HTMLElement);
  const path = fact('path') ?? '';
  const turn = toggle(t);
  const { view, setText } = sourceField({
    textarea,
    name: t.pageText,
    keys: [...deedKeys, { key: 'Mod-p', run: turn, preventDefault: true }],
    completions: completionsFor(path),
    more: uploads({ path, isNew: fact('fresh') === 'yes', t, say: (words) => void (status.textContent = words) }),
  });
  const follow = syncScroll(view, place);
  const seen: Preview = preview(place, `${fact('href') ?? ''}/preview`, follow);
  textarea.addEventListener('input', () => seen.update(textarea.value));
  toolbar(element('tools', HTMLElement), view);
  seen.update(textarea.value);
  return { setText, focus: () => view.focus() };
};
