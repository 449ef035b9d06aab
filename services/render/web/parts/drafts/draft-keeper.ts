/**
 * Keeps what is typed: at once in this browser, and shortly after on the server. What was found when the editor opened is offered, and is
 * not written over before somebody has decided about it.
 */
import { type DraftTexts, draftOffers, type OfferedDraft } from '../../../src/domain/templates/draft-view.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import { draw } from '../draw.ts';
import { fact, locale } from '../screen.ts';
import { type Draft, keepDrafts, keptDrafts } from './local-drafts.ts';
import { type Kept, readServerDraft, serverDraft, type Standing } from './server-draft.ts';

/** Milliseconds without typing, and the most that may pass while somebody types on. */
const HERE_AFTER = 400;
const SENT_AFTER = 2_000;
const SENT_AT_LEAST = 10_000;
const AGAIN_AFTER = 15_000;

export interface KeeperParts {
  /** Where drafts are offered, and where it is said what is kept. */
  readonly offers: HTMLElement;
  readonly status: HTMLElement;
  readonly t: DraftTexts;
  /** What is on screen; undefined when it is what the page has. */
  readonly current: () => Draft | undefined;
  readonly use: (draft: Draft) => void;
}

export interface Keeper {
  /** Offers what was kept. True when something is. */
  open(stored: { readonly content: string; readonly revision?: string }): Promise<boolean>;
  /** Something was typed. */
  typed(): void;
  /** The page is saved, and nothing is left to keep. */
  done(): Promise<void>;
}

interface Offer extends OfferedDraft {
  readonly draft: Draft;
  readonly draftRevision?: string;
}

const hereOffer = (draft: Draft, revision: string | undefined): Offer => ({
  draft,
  content: draft.content,
  ...(draft.revision !== undefined && { revision: draft.revision }),
  at: draft.at,
  page: draft.revision === undefined || draft.revision === revision ? 'current' : 'changed',
  isHere: true,
});

const standingOffer = (standing: Standing, isNews: boolean): Offer => ({ ...standing, draft: standing, isHere: false, isNews });

class DraftKeeper implements Keeper {
  readonly #parts: KeeperParts;
  readonly #server = serverDraft();
  #offers: Offer[] = [];
  #hereTimer = 0;
  #sendTimer = 0;
  /** When the oldest of what is not sent yet was typed; 0 when all is. */
  #waitingSince = 0;
  #sending = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    parts.offers.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLElement && target.dataset['draft'] !== undefined)
        void this.#decide(target.dataset['draft'], Number(target.dataset['at']));
    });
    addEventListener('online', () => this.#sendSoon(0));
    addEventListener('offline', () => this.#say(parts.t.draftOffline));
    addEventListener('pagehide', () => this.#leave());
  }

  async open({ content, revision }: { readonly content: string; readonly revision?: string }): Promise<boolean> {
    const standing = await readServerDraft();
    const here = keptDrafts().filter((draft) => draft.content !== content && draft.content !== standing?.content);
    this.#server.known = standing?.draftRevision;
    if (standing?.content === content) await this.#server.discard();
    const found = standing && standing.content !== content ? [standingOffer(standing, false)] : [];
    this.#offer([...found, ...here.map((draft) => hereOffer(draft, revision))]);
    return this.#offers.length > 0;
  }

  typed(): void {
    this.#waitingSince ||= Date.now();
    clearTimeout(this.#hereTimer);
    this.#hereTimer = window.setTimeout(() => this.#keepHere(), HERE_AFTER);
    this.#sendSoon(Math.max(0, Math.min(SENT_AFTER, this.#waitingSince + SENT_AT_LEAST - Date.now())));
  }

  async done(): Promise<void> {
    clearTimeout(this.#hereTimer);
    clearTimeout(this.#sendTimer);
    this.#waitingSince = 0;
    keepDrafts(this.#offers.filter(({ isHere }) => isHere).map(({ draft }) => draft));
    if (!this.#offers.some(({ isHere }) => !isHere)) await this.#server.discard();
  }

  #say(words: string): void {
    this.#parts.status.textContent = words;
  }

  /** What is typed stands before what was found, so that neither is lost. */
  #keepHere(): boolean {
    const current = this.#parts.current();
    const found = this.#offers.filter(({ isHere }) => isHere).map(({ draft }) => draft);
    const isKept = keepDrafts(current ? [current, ...found] : found);
    if (current && isKept && this.#parts.status.textContent === '') this.#say(this.#parts.t.draftKept);
    return isKept;
  }

  #sendSoon(after: number): void {
    clearTimeout(this.#sendTimer);
    if (this.#waitingSince > 0) this.#sendTimer = window.setTimeout(() => void this.#send(), after);
  }

  async #send(): Promise<void> {
    // The draft that stands is still offered: it is not written over.
    if (this.#offers.some(({ isHere }) => !isHere)) return;
    if (this.#sending) return this.#sendSoon(SENT_AFTER);
    const current = this.#parts.current();
    const begun = this.#waitingSince;
    this.#waitingSince = 0;
    if (!current) return this.#server.discard();
    this.#sending = true;
    const kept = await this.#server.keep(current);
    this.#sending = false;
    this.#keepHere();
    this.#heard(kept, begun);
  }

  #heard(kept: Kept, begun: number): void {
    const { t } = this.#parts;
    if (kept.kind === 'kept') return this.#say(fill(t.draftSaved, { time: timeOf(kept.at) }));
    if (kept.kind === 'elsewhere') return this.#offer([standingOffer(kept.standing, true), ...this.#offers]);
    this.#say(kept.kind === 'unreachable' ? t.draftOffline : t.draftKept);
    if (kept.kind !== 'unreachable') return;
    this.#waitingSince ||= begun;
    this.#sendSoon(AGAIN_AFTER);
  }

  #offer(offers: readonly Offer[]): void {
    this.#offers = [...offers];
    const { offers: place, t } = this.#parts;
    place.hidden = offers.length === 0;
    draw(place, draftOffers(offers, { href: fact('href') ?? '', locale: locale(), t }));
  }

  async #decide(deed: string, at: number): Promise<void> {
    const offer = this.#offers[at];
    if (!offer) return;
    this.#offer(this.#offers.filter((one) => one !== offer));
    if (!offer.isHere) this.#server.known = offer.draftRevision;
    if (deed === 'use') return this.#parts.use(offer.draft);
    this.#keepHere();
    // Whoever goes on with their own text writes over the other one; with none typed it is thrown away.
    if (this.#parts.current()) return this.typed();
    if (!offer.isHere) await this.#server.discard(offer.draftRevision);
  }

  #leave(): void {
    const current = this.#waitingSince > 0 ? this.#parts.current() : undefined;
    if (!current) return;
    this.#keepHere();
    const isOffered = this.#offers.some(({ isHere }) => !isHere);
    if (!isOffered && current.content.length < MOST_WHEN_LEAVING) void this.#server.keep(current, { leaving: true });
  }
}

/** What browsers send for a window that is gone ends at 64 KB; letters may take several bytes. */
const MOST_WHEN_LEAVING = 15_000;

const timeOf = (at: string): string => new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });

export const draftKeeper = (parts: KeeperParts): Keeper => new DraftKeeper(parts);
