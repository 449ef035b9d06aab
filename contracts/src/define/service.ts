import type { AuthContext } from '../http/auth-context.ts';
import type { Context } from './context.ts';
import type { Outcome } from './envelope.ts';
import type { Fact, FactsOf, Notice, NoticeOf, Stream } from './fact.ts';
import type { ServiceName } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type { Access, AnswerOf, DataOf, Request } from './request.ts';
import type { Method, Route } from './route.ts';

/**
 * The vocabulary of manifests: a service is plain data with lazy imports. The single-machine host, the AWS stacks, the documentation
 * and the tests are interpreters of it; none of them is told anything a second time.
 */

/** Resources beyond the service's own table. `payloads:write` may also add to the payload store, `payloads:forget` delete there
 * what is about a wiki; `payloads` only reads it. */
export type Need =
  | 'payloads'
  | 'payloads:write'
  | 'payloads:forget'
  | 'uploads'
  | 'downloads'
  | 'repositories'
  | 'index'
  | 'secrets'
  | 'mail'
  | 'web-assets'
  | 'internet';

/**
 * Where a unit runs. What needs the internet runs `outside`: beyond the network that keeps repositories, with the service's table and
 * what the manifest's `outside` lists; on AWS in a function of its own, on one machine in the same process.
 */
export type Place = 'inside' | 'outside';

export type Load<T> = () => Promise<{ readonly default: T }>;

/** A slice that answers a request: a command or a query. */
export type AnswerSlice<R extends Request, P> = (data: DataOf<R>, context: Context, ports: P) => Promise<Outcome<AnswerOf<R>>>;

/**
 * One last-writer register of a view: the row (or null, a tombstone) that a fact leaves at a place. A register belongs to one stream;
 * the kernel keeps the highest sequence that touched it and ignores older ones, so folding is order-insensitive and idempotent.
 */
export interface Register {
  readonly pk: string;
  readonly sk: string;
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** A slice that turns one fact into the registers it touches; it may be called again for the same fact at any time. */
export type FoldSlice<S extends Stream, P> = (fact: FactsOf<S>, ports: P) => Promise<readonly Register[]>;

/** A slice with a side effect: never sees a replay. */
export type ReactionSlice<F extends Fact | Notice, P> = (message: ReactsTo<F>, context: Context, ports: P) => Promise<void>;
type ReactsTo<F> = F extends Fact ? FactsOf<Stream<readonly [F]>> : F extends Notice ? NoticeOf<F> : never;

/** An HTTP request as a `serves` slice sees it. `params` are decoded; `auth` is what the authorizer said. */
export interface Served {
  readonly request: globalThis.Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly auth: AuthContext;
  /** Asks anew who the caller is, for answers that take minutes; absent where the gateway can ask only once. */
  readonly authorizeAgain?: () => Promise<AuthContext>;
  /** Aborted when the caller has gone, or when the program is about to end. */
  readonly left?: AbortSignal;
}
export type ServeSlice<P> = (served: Served, context: Context, ports: P) => Promise<Response>;
export type TimerSlice<P> = (ports: P) => Promise<void>;

/**
 * How a door says "who are you": a redirect to sign-in, a Bearer challenge (RFC 6750), Basic (RFC 7617), or a Bearer challenge that names
 * the metadata of the resource, for clients that find their authorization by themselves (RFC 9728).
 */
export type Challenge = 'browser' | 'bearer' | 'basic' | 'resource';

export type AnswersUnit = {
  readonly kind: 'answers';
  readonly request: Request;
  readonly place?: Place;
  readonly routes: readonly Route[];
  readonly load: Load<AnswerSlice<Request, never>>;
};
export type ServesUnit = {
  readonly kind: 'serves';
  readonly method: Method;
  readonly path: string;
  readonly meaning: string;
  /** `anyone`: no check by the kernel. */
  readonly access: Access | 'anyone';
  readonly challenge: Challenge;
  readonly load: Load<ServeSlice<never>>;
};
export type ViewUnit = {
  readonly kind: 'view';
  readonly version: number;
  readonly of: readonly Stream[];
  readonly load: Load<FoldSlice<Stream, never>>;
};
export type ReactionUnit = {
  readonly kind: 'reaction';
  readonly place?: Place;
  readonly to: readonly (Fact | Notice)[];
  readonly load: Load<ReactionSlice<Fact | Notice, never>>;
};
export type SagaUnit = {
  readonly kind: 'saga';
  readonly meaning: string;
  /** The steps a person sees, in order: state name of the definition and what it does. */
  readonly steps: Readonly<Record<string, string>>;
  /** Nobody is answered when it fails, so somebody has to hear of it. Unless told, a failure is an ordinary end that was told to whoever asked. */
  readonly mustSucceed?: boolean;
  /** The Amazon States Language file, deployed unchanged. */
  readonly definition: Load<object>;
};
export type TimerUnit = {
  readonly kind: 'timer';
  readonly place?: Place;
  readonly meaning: string;
  readonly everySeconds: number;
  readonly load: Load<TimerSlice<never>>;
};
/** Resolves who asks, for every HTTP request of every service. */
export type AuthorizerUnit = { readonly kind: 'authorizer'; readonly load: Load<AuthorizeSlice<never>> };
export type AuthorizeSlice<P> = (request: AuthorizeRequest, ports: P) => Promise<AuthContext>;
export interface AuthorizeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** From the matched route's `{owner}` and `{wiki}`. */
  readonly owner?: string;
  readonly wiki?: string;
}

export type Unit = AnswersUnit | ServesUnit | ViewUnit | ReactionUnit | SagaUnit | TimerUnit | AuthorizerUnit;

type MakePorts = Load<(kernel: never) => Promise<unknown>>;

export interface Manifest {
  readonly name: ServiceName;
  /** One sentence. */
  readonly meaning: string;
  readonly publishes: { readonly streams: readonly Stream[]; readonly notices: readonly Notice[] };
  readonly needs: readonly Need[];
  readonly units: Readonly<Record<string, Unit>>;
  /** Makes the service's own ports out of the kernel's. */
  readonly ports: MakePorts;
  /** What its units outside have instead of `needs` and `ports`. */
  readonly outside?: { readonly needs: readonly Need[]; readonly ports: MakePorts };
  /** Draws a refusal as a page, for doors whose challenge is `browser`. */
  readonly refusalScreen?: Load<(refusal: Refusal, served: Served, ports: never) => Promise<Response>>;
}

/**
 * The words of one service's manifest, typed by the ports its slices receive.
 * @example const { answers, view } = vocabulary<Ports>();
 */
export const vocabulary = <P>() => ({
  answers: <R extends Request>(
    request: R,
    unit: { readonly routes?: readonly Route<R>[]; readonly load: Load<AnswerSlice<R, P>> },
  ): AnswersUnit => ({ kind: 'answers', request, routes: unit.routes ?? [], load: unit.load }) as unknown as AnswersUnit, // erases R and P: the kernel pairs them again by request
  serves: (
    route: `${Method} /${string}`,
    unit: {
      readonly meaning: string;
      readonly access: Access | 'anyone';
      readonly challenge: Challenge;
      readonly load: Load<ServeSlice<P>>;
    },
  ): ServesUnit => {
    const [method, path] = route.split(' ') as [Method, string];
    return { kind: 'serves', method, path, ...unit } as unknown as ServesUnit; // erases P
  },
  view: <const S extends readonly Stream[]>(unit: {
    readonly version: number;
    readonly of: S;
    readonly load: Load<FoldSlice<S[number], P>>;
  }): ViewUnit => ({ kind: 'view', ...unit }) as unknown as ViewUnit, // erases S and P
  reaction: <const F extends readonly (Fact | Notice)[]>(unit: {
    readonly to: F;
    readonly load: Load<ReactionSlice<F[number], P>>;
  }): ReactionUnit => ({ kind: 'reaction', ...unit }) as unknown as ReactionUnit, // erases F and P
  saga: (unit: Omit<SagaUnit, 'kind'>): SagaUnit => ({ kind: 'saga', ...unit }),
  timer: (unit: { readonly meaning: string; readonly everySeconds: number; readonly load: Load<TimerSlice<P>> }): TimerUnit =>
    ({ kind: 'timer', ...unit }) as unknown as TimerUnit, // erases P
  authorizer: (unit: { readonly load: Load<AuthorizeSlice<P>> }): AuthorizerUnit =>
    ({ kind: 'authorizer', ...unit }) as unknown as AuthorizerUnit, // erases P
});

/** Keeps the literal names of the units, so that code and tests can refer to them. */
export const defineService = <const M extends Manifest>(manifest: M): M => manifest;
