/** Search and commands over the whole screen: a combobox in a dialog (ARIA authoring practices), over the keyboard alone or by touch. */
import type { Choice, ChoiceGroup, PaletteTexts } from '../../../src/domain/templates/palette.ts';
import { paletteFrame, paletteGroups, paletteNote } from '../../../src/domain/templates/palette.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import { draw } from '../draw.ts';
import { base, spoken } from '../screen.ts';
import { actionsHere, found, named, newPage } from './choices.ts';

const PAUSE = 140;

interface Found {
  readonly named: readonly Choice[] | undefined;
  readonly found: readonly Choice[] | undefined;
}

class Palette {
  readonly #dialog = document.createElement('dialog');
  readonly #t = spoken() as PaletteTexts;
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  #asked = new AbortController();
  #timer = 0;
  #at = 0;
  /** Answers to the words in the field; undefined while they are waited for. */
  #now: Partial<Found> = {};

  constructor() {
    this.#dialog.className = 'palette';
    this.#dialog.setAttribute('aria-label', this.#t.palette);
    draw(this.#dialog, paletteFrame(this.#t));
    document.body.append(this.#dialog);
    const field = this.#dialog.querySelector('input');
    const list = this.#dialog.querySelector<HTMLElement>('[role="listbox"]');
    if (!field || !list) throw new Error('the palette has no field');
    this.#field = field;
    this.#list = list;
    field.addEventListener('input', () => this.#typed());
    this.#dialog.addEventListener('keydown', (event) => this.#pressed(event));
    this.#dialog.addEventListener('click', ({ target }) => {
      if (target === this.#dialog || (target instanceof Element && target.closest('.palette-close, a'))) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => this.#asked.abort());
  }

  open(query: string): void {
    if (this.#dialog.open) return;
    this.#field.value = query;
    this.#dialog.showModal();
    this.#field.focus();
    this.#typed();
  }

  #query(): string {
    return this.#field.value.trim();
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#asked = new AbortController();
    const query = this.#query();
    this.#now = {};
    this.#at = 0;
    if (query === '') return this.#draw();
    const { signal } = this.#asked;
    void this.#take('named', named(query, signal), signal);
    this.#timer = window.setTimeout(() => void this.#take('found', found(query, signal), signal), PAUSE);
  }

  async #take(kind: keyof Found, answer: Promise<readonly Choice[] | undefined>, signal: AbortSignal): Promise<void> {
    try {
      const choices = await answer;
      if (signal.aborted) return;
      this.#now = { ...this.#now, [kind]: choices };
      this.#draw();
    } catch {
      // Given up for newer words.
    }
  }

  #groups(query: string): readonly ChoiceGroup[] {
    const t = this.#t;
    const pages = this.#now.named ?? [];
    const known = new Set(pages.map(({ path }) => path));
    const hits = (this.#now.found ?? []).filter(({ path }) => !known.has(path));
    const all =
      query === '' ? [] : [{ href: `${base()}/-/search?query=${encodeURIComponent(query)}`, title: fill(t.searchAll, { query }) }];
    return [
      { title: t.palettePages, choices: pages },
      { title: t.paletteText, choices: hits },
      { title: t.paletteActions, choices: [...actionsHere(query), ...newPage(query, fill(t.paletteNewHere, { name: query })), ...all] },
    ];
  }

  #draw(): void {
    const query = this.#query();
    const groups = this.#groups(query);
    draw(this.#list, paletteGroups(groups, { query, t: this.#t }));
    const note = this.#dialog.querySelector('.palette-note');
    if (note) note.textContent = this.#note(query, groups);
    this.#choose(Math.min(this.#at, this.#options().length - 1));
  }

  /** Nothing is said before all have answered. */
  #note(query: string, [pages, hits]: readonly ChoiceGroup[]): string {
    const haveAnswered = 'named' in this.#now && 'found' in this.#now;
    if (query === '' || !haveAnswered) return '';
    const count = [pages, hits].reduce((sum, group) => sum + (group?.choices.length ?? 0), 0);
    const isDown = this.#now.named === undefined && this.#now.found === undefined;
    return isDown ? this.#t.searchFailed : paletteNote(count, query, this.#t);
  }

  #options(): readonly HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
  }

  #choose(at: number): void {
    const options = this.#options();
    this.#at = options.length === 0 ? 0 : (at + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === this.#at)));
    const chosen = options[this.#at];
    this.#field.setAttribute('aria-activedescendant', chosen?.id ?? '');
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  #pressed(event: KeyboardEvent): void {
    const chosen = this.#options()[this.#at];
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: () => this.#choose(this.#at + 1),
      ArrowUp: () => this.#choose(this.#at - 1),
      Enter: chosen && (() => (event.ctrlKey || event.metaKey ? void open(chosen.href, '_blank', 'noopener') : chosen.click())),
    };
    const act = event.target === this.#field ? acts[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }
}

let palette: Palette | undefined;

export const openPalette = (query = ''): void => {
  palette ??= new Palette();
  palette.open(query);
};
