/** The words for units that run outside, where the internet is. */
import type { Fact, Notice } from './fact.ts';
import type { Request } from './request.ts';
import type {
  AnswerSlice,
  AnswersUnit,
  Load,
  Manifest,
  Need,
  Place,
  ReactionSlice,
  ReactionUnit,
  TimerSlice,
  TimerUnit,
  Unit,
} from './service.ts';

/**
 * The words of a manifest for what runs outside, typed by the ports that slices receive there. Doors lead inside: what answers there and
 * needs the internet asks for it over the bus.
 * @example const outside = outsideVocabulary<OutsidePorts>();
 *          units: { fetchTemplate: outside.answers(fetchTemplate, { load: () => import('./outside/fetch-template.ts') }) }
 */
export const outsideVocabulary = <P>() => ({
  answers: <R extends Request>(request: R, unit: { readonly load: Load<AnswerSlice<R, P>> }): AnswersUnit =>
    ({ kind: 'answers', place: 'outside', request, routes: [], load: unit.load }) as unknown as AnswersUnit, // erases R and P: the kernel pairs them again by request
  reaction: <const F extends readonly (Fact | Notice)[]>(unit: {
    readonly to: F;
    readonly load: Load<ReactionSlice<F[number], P>>;
  }): ReactionUnit => ({ kind: 'reaction', place: 'outside', ...unit }) as unknown as ReactionUnit, // erases F and P
  timer: (unit: { readonly meaning: string; readonly everySeconds: number; readonly load: Load<TimerSlice<P>> }): TimerUnit =>
    ({ kind: 'timer', place: 'outside', ...unit }) as unknown as TimerUnit, // erases P
});

export const placeOf = (unit: Unit): Place => ('place' in unit ? (unit.place ?? 'inside') : 'inside');

/** What a service needs in one place. */
export const needsIn = ({ needs, outside }: Manifest, place: Place): readonly Need[] =>
  place === 'inside' ? needs : (outside?.needs ?? []);

/** What it needs altogether. */
export const needsOf = (manifest: Manifest): readonly Need[] => [...new Set([...manifest.needs, ...needsIn(manifest, 'outside')])];
