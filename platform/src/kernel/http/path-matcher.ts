/**
 * Matches request paths against `{name}` segments and a greedy last `{name+}`, most specific first, as API Gateway REST APIs do:
 * a literal segment beats a parameter, a parameter beats the greedy rest, and a greedy rest with a longer literal ending beats one without.
 */
export interface Match<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: { readonly name: string; readonly node: Node<T> };
  /** Longest suffix first. */
  greedy: readonly Greedy<T>[];
  value?: T;
}

interface Greedy<T> {
  readonly name: string;
  readonly suffix: readonly string[];
  readonly value: T;
}

const node = <T>(): Node<T> => ({ literals: new Map(), greedy: [] });

export interface PathMatcher<T> {
  add(path: string, value: T): void;
  /** `path` still percent-encoded; undefined when nothing matches or a segment is not valid percent-encoded UTF-8. */
  match(path: string): Match<T> | undefined;
}

export const pathMatcher = <T>(): PathMatcher<T> => {
  const root = node<T>();
  return {
    add: (path, value) => {
      let at = root;
      const segments = path.split('/').slice(1);
      for (const [index, segment] of segments.entries()) {
        const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
        if (name && greedy) {
          at.greedy = [...at.greedy, { name, suffix: segments.slice(index + 1), value }].sort((a, b) => b.suffix.length - a.suffix.length);
          return;
        }
        at = name ? (at.parameter ??= { name, node: node<T>() }).node : next(at, segment);
      }
      at.value = value;
    },
    match: (path) => {
      const segments = decoded(path);
      return segments && find(root, segments, {});
    },
  };
};

const next = <T>(at: Node<T>, segment: string): Node<T> => {
  const existing = at.literals.get(segment);
  if (existing) return existing;
  const made = node<T>();
  at.literals.set(segment, made);
  return made;
};

/** A slash inside a segment stays encoded, so that it can never become a separator. */
const decoded = (path: string): readonly string[] | undefined => {
  try {
    return path.split('/').slice(1).map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
};

const find = <T>(at: Node<T>, segments: readonly string[], params: Readonly<Record<string, string>>): Match<T> | undefined => {
  const [segment, ...rest] = segments;
  if (segment === undefined) return at.value === undefined ? undefined : { value: at.value, params };
  const literal = at.literals.get(segment);
  const found = (literal && find(literal, rest, params)) ?? (segment !== '' && at.parameter ? find(at.parameter.node, rest, { ...params, [at.parameter.name]: segment }) : undefined);
  return found ?? findGreedy(at, segments, params);
};

const findGreedy = <T>(at: Node<T>, segments: readonly string[], params: Readonly<Record<string, string>>): Match<T> | undefined => {
  for (const { name, suffix, value } of at.greedy) {
    const rest = segments.slice(0, segments.length - suffix.length);
    const ending = endingParams(suffix, segments.slice(rest.length));
    if (ending && rest.some((one) => one !== '')) return { value, params: { ...params, ...ending, [name]: rest.join('/') } };
  }
  return undefined;
};

/** What the segments behind the greedy part say; undefined when they are others. */
const endingParams = (suffix: readonly string[], segments: readonly string[]): Record<string, string> | undefined => {
  const params: Record<string, string> = {};
  for (const [index, expected] of suffix.entries()) {
    const segment = segments[index] ?? '';
    const [, name] = /^\{(\w+)\}$/.exec(expected) ?? [];
    if (name === undefined ? segment !== expected : segment === '') return undefined;
    if (name !== undefined) params[name] = segment;
  }
  return params;
};
