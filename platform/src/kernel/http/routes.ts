/** The doors of a service: every HTTP route that its manifest serves, by one key each. */
import type { Method, Route } from '@wikibot/contracts/define/route';
import type { AnswersUnit, Challenge, Manifest, ServesUnit } from '@wikibot/contracts/define/service';

export type Door =
  | { readonly kind: 'rest'; readonly unit: AnswersUnit; readonly route: Route; readonly challenge: Challenge }
  | { readonly kind: 'page'; readonly unit: ServesUnit; readonly challenge: Challenge };

export interface Doorway {
  /** `GET /{owner}/{wiki}/{page+}`: unique in the whole product. */
  readonly key: string;
  readonly method: Method;
  readonly path: string;
  readonly door: Door;
}

export const doorwaysOf = (manifest: Manifest): readonly Doorway[] =>
  Object.values(manifest.units).flatMap((unit): Doorway[] => {
    if (unit.kind === 'serves') return [doorway(unit.method, unit.path, { kind: 'page', unit, challenge: unit.challenge })];
    if (unit.kind !== 'answers') return [];
    return unit.routes.map((route) => doorway(route.method, route.path, { kind: 'rest', unit, route, challenge: 'bearer' }));
  });

const doorway = (method: Method, path: string, door: Door): Doorway => ({ key: `${method} ${path}`, method, path, door });
