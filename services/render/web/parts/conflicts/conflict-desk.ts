/** Where two versions of a page are made one: the decisions so far, and what they come to. */
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Choice, Part } from '../../../src/domain/templates/conflict-parts.ts';
import { chosenText, isPlace, stretchesOf } from '../../../src/domain/templates/conflict-parts.ts';
import { type ConflictTexts, conflictView, mergedView, WAYS } from '../../../src/domain/templates/conflict-view.ts';
import { draw } from '../draw.ts';
import { element } from '../screen.ts';

export interface DeskParts {
  readonly place: HTMLElement;
  readonly t: ConflictTexts;
  /** Gets the text as decided so far, with markers where nothing is decided, after every decision. */
  readonly changed: (text: string) => void;
  /** Somebody wants to go on in the plain text. */
  readonly asText: () => void;
}

export interface Desk {
  open(parts: readonly Part[], said?: string): void;
  close(): void;
  readonly isOpen: boolean;
  /** The words that were decided for, place by place. */
  readonly decided: readonly string[];
  /** Leads to the first place that is not decided yet. */
  toOpenPlace(): void;
}

interface State {
  parts: readonly Part[];
  choices: (Choice | undefined)[];
}

const isWay = (value: string): value is Choice['by'] => WAYS.some(([by]) => by === value);

/** What a person edits begins with what stood there: their choice so far, or both. */
const begun = ({ parts, choices }: State, number: number): string => {
  const place = parts.filter(isPlace)[number];
  return place ? chosenText(place, choices[number] ?? { by: 'both' }) : '';
};

const editField = (place: HTMLElement, number: number): HTMLTextAreaElement | null =>
  place.querySelector(`textarea[data-edit="${number}"]`);

const choose = (desk: DeskParts, state: State, { number, by }: { readonly number: number; readonly by: Choice['by'] }): void => {
  const field = editField(desk.place, number);
  if (!field) return;
  if (by === 'edit' && field.hidden) field.value = begun(state, number);
  field.hidden = by !== 'edit';
  state.choices[number] = by === 'edit' ? { by, text: field.value } : { by };
};

/** The result beside the places, at the place that was decided last. */
const show = (state: State, { t, changed }: DeskParts, latest?: number): void => {
  const stretches = stretchesOf(state.parts, state.choices);
  const count = state.parts.filter(isPlace).length;
  const done = state.choices.filter((choice) => choice !== undefined).length;
  element('decided', HTMLElement).textContent = fill(t.conflictDecided, { done, count });
  const merged = element('merged', HTMLElement);
  draw(merged, mergedView(stretches, t));
  const at = merged.querySelector<HTMLElement>(`[data-place="${latest ?? 0}"]`);
  if (at) merged.scrollTop = at.offsetTop - merged.clientHeight / 3;
  changed(stretches.map(({ text }) => text).join(''));
};

const listen = (desk: DeskParts, state: State): void => {
  const { place } = desk;
  place.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !isWay(target.value)) return;
    const number = Number(target.dataset['place']);
    choose(desk, state, { number, by: target.value });
    show(state, desk, number);
    if (target.value === 'edit') editField(place, number)?.focus();
  });
  place.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    event.stopPropagation();
    const number = Number(event.target.dataset['edit']);
    state.choices[number] = { by: 'edit', text: event.target.value };
    show(state, desk, number);
  });
  place.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset['asText'] !== undefined) return desk.asText();
    const by = target.dataset['all'] ?? '';
    if (!isWay(by)) return;
    for (const radio of place.querySelectorAll<HTMLInputElement>(`input[value="${by}"]`)) {
      radio.checked = true;
      choose(desk, state, { number: Number(radio.dataset['place']), by });
    }
    show(state, desk);
  });
};

export const conflictDesk = (desk: DeskParts): Desk => {
  const { place, t } = desk;
  const state: State = { parts: [], choices: [] };
  listen(desk, state);
  place.setAttribute('aria-labelledby', 'app:conflict-title');
  return {
    open: (parts, said = '') => {
      state.parts = parts;
      state.choices = parts.filter(isPlace).map(() => undefined);
      draw(place, conflictView(parts, { said, t }));
      place.hidden = false;
      show(state, desk);
      place.focus();
    },
    close: () => void (place.hidden = true),
    get isOpen() {
      return !place.hidden;
    },
    get decided() {
      return stretchesOf(state.parts, state.choices).flatMap((one) => (one.place === undefined || one.isOpen === true ? [] : [one.text]));
    },
    toOpenPlace: () => {
      const number = state.choices.findIndex((choice) => choice === undefined);
      place.querySelector<HTMLInputElement>(`input[data-place="${number}"]`)?.focus();
    },
  };
};
