import type * as z from 'zod';
import type { FactEnvelope, NoticeEnvelope } from './envelope.ts';
import type { ServiceName } from './ids.ts';

/** Lifts the data of an older version to the next: `upcasts[1]` makes version 2 out of version 1. */
export type Upcasts = Readonly<Record<number, (data: never) => unknown>>;

/** Something that happened, decided by the owner of a stream; past tense; archived and replayable. */
export interface Fact<N extends string = string, D extends z.ZodType = z.ZodType> {
  readonly kind: 'fact';
  readonly name: N;
  readonly version: number;
  readonly meaning: string;
  readonly data: D;
  readonly upcasts: Upcasts;
}

/** The present state of a mutable row that others show (names, addresses): never archived, never replayed. */
export interface Notice<N extends string = string, D extends z.ZodType = z.ZodType> {
  readonly kind: 'notice';
  readonly name: N;
  readonly version: number;
  readonly meaning: string;
  readonly data: D;
  readonly upcasts: Upcasts;
}

interface Declared<D> {
  /** 1 unless told. A released version never changes its meaning; a new one needs an upcast from the one before. */
  readonly version?: number;
  /** One sentence. */
  readonly meaning: string;
  readonly data: D;
  readonly upcasts?: Upcasts;
}

/**
 * Declares a fact once; publisher types, consumer unions, patterns, JSON Schema and the catalogue page are derived from it.
 * @example const slugReserved = defineFact('wiki.SlugReserved', { meaning: 'An address was taken.', data: z.object({ slug: Slug }) });
 */
export const defineFact = <N extends `${ServiceName}.${string}`, D extends z.ZodType>(name: N, declared: Declared<D>): Fact<N, D> => ({
  kind: 'fact',
  name,
  version: declared.version ?? 1,
  meaning: declared.meaning,
  data: declared.data,
  upcasts: declared.upcasts ?? {},
});

export const defineNotice = <N extends `${ServiceName}.${string}`, D extends z.ZodType>(name: N, declared: Declared<D>): Notice<N, D> => ({
  ...defineFact(name, declared),
  kind: 'notice',
});

/** A kind of stream: who owns it, and every fact it may hold. Its instances are called `<name>/<id>`. */
export interface Stream<F extends readonly Fact[] = readonly Fact[]> {
  readonly name: string;
  readonly service: ServiceName;
  readonly meaning: string;
  readonly facts: F;
  /** The fact after which nothing of an instance is left, in any view; facts that come later are too late. */
  readonly ends?: string;
}

export const defineStream = <const F extends readonly Fact[]>(stream: Stream<F>): Stream<F> => stream;

export const streamOf = (stream: Stream, id: string): string => `${stream.name}/${id}`;

/** `wiki/wik_1` → `wik_1`. */
export const idInStream = (instance: string): string => instance.slice(instance.indexOf('/') + 1);

/** `wiki/wik_1` → `wiki`: which kind of stream an instance is. */
export const streamKindOf = (instance: string): string => instance.slice(0, instance.indexOf('/'));

/** What a consumer receives: the envelope with its data typed, as a union that `name` tells apart. */
export type FactOf<F extends Fact> =
  F extends Fact<infer N, infer D> ? Omit<FactEnvelope, 'name' | 'data'> & { readonly name: N; readonly data: z.infer<D> } : never;
export type NoticeOf<T extends Notice> =
  T extends Notice<infer N, infer D> ? Omit<NoticeEnvelope, 'name' | 'data'> & { readonly name: N; readonly data: z.infer<D> } : never;
export type FactsOf<S extends Stream> = FactOf<S['facts'][number]>;

/** What a publisher hands to the event store; the kernel makes the envelope. */
export type NewFact<F extends Fact = Fact> = F extends Fact<infer N, infer D> ? { readonly name: N; readonly data: z.input<D> } : never;
