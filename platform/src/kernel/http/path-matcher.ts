/**
 * Matches request paths against `{name}` segments and a greedy last `{name+}`, most specific first, as API Gateway REST APIs do:
 * a literal segment beats a parameter, a parameter beats the greedy rest, and a greedy rest with a longer ending beats one without.
 */
export interface Match<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

export interface PathMatcher<T> {
  add(path: string, value: T): void;
  /**
   * `path` still percent-encoded; undefined when nothing matches or a segment is not valid percent-encoded UTF-8. An encoded slash never
   * separates the segments that routes are told apart by; inside the greedy rest it is a slash like any other.
   */
  match(path: string): Match<T> | undefined;
}

/** Where a route ends, and what its parameters are called on the way. */
interface Leaf<T> {
  readonly value: T;
  readonly names: readonly string[];
}

interface Greedy<T> extends Leaf<T> {
  readonly suffix: readonly string[];
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** Longest ending first. */
  greedy: readonly Greedy<T>[];
  leaf?: Leaf<T>;
}

const node = <T>(): Node<T> => ({ literals: new Map(), greedy: [] });

export const pathMatcher = <T>(): PathMatcher<T> => {
  const root = node<T>();
  return {
    add: (path, value) => insert(root, path.split('/').slice(1), value),
    match: (path) => {
      const segments = decoded(path);
      return segments && find(root, segments, []);
    },
  };
};

const PARAMETER = /^\{(\w+)(\+?)\}$/;

const insert = <T>(root: Node<T>, segments: readonly string[], value: T): void => {
  const names: string[] = [];
  let at = root;
  for (const [index, segment] of segments.entries()) {
    const [, name, greedy] = PARAMETER.exec(segment) ?? [];
    if (name) names.push(name);
    if (name && greedy) {
      const suffix = segments.slice(index + 1);
      const all = [...names, ...suffix.flatMap((one) => PARAMETER.exec(one)?.[1] ?? [])];
      at.greedy = [...at.greedy, { names: all, suffix, value }].sort((a, b) => b.suffix.length - a.suffix.length);
      return;
    }
    at = name ? (at.parameter ??= node<T>()) : next(at, segment);
  }
  at.leaf = { value, names };
};

const next = <T>(at: Node<T>, segment: string): Node<T> => {
  const existing = at.literals.get(segment);
  if (existing) return existing;
  const made = node<T>();
  at.literals.set(segment, made);
  return made;
};

const decoded = (path: string): readonly string[] | undefined => {
  try {
    return path
      .split('/')
      .slice(1)
      .map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
};

const find = <T>(at: Node<T>, segments: readonly string[], values: readonly string[]): Match<T> | undefined => {
  const [segment, ...rest] = segments;
  if (segment === undefined) return at.leaf && matched(at.leaf, values);
  const literal = at.literals.get(segment);
  const found =
    (literal && find(literal, rest, values)) ??
    (segment !== '' && at.parameter ? find(at.parameter, rest, [...values, segment]) : undefined);
  return found ?? findGreedy(at, segments, values);
};

const findGreedy = <T>(at: Node<T>, segments: readonly string[], values: readonly string[]): Match<T> | undefined => {
  for (const greedy of at.greedy) {
    const rest = segments.slice(0, segments.length - greedy.suffix.length);
    const ending = endingValues(greedy.suffix, segments.slice(rest.length));
    if (ending && rest.some((one) => one !== '')) return matched(greedy, [...values, rest.join('/'), ...ending]);
  }
  return undefined;
};

const matched = <T>({ value, names }: Leaf<T>, values: readonly string[]): Match<T> => ({
  value,
  params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
});

/** What the parameters behind the greedy part say; undefined when the segments are others. */
const endingValues = (suffix: readonly string[], segments: readonly string[]): string[] | undefined => {
  const values: string[] = [];
  for (const [index, expected] of suffix.entries()) {
    const segment = segments[index] ?? '';
    const isParameter = PARAMETER.test(expected);
    if (isParameter ? segment === '' : segment !== expected) return undefined;
    if (isParameter) values.push(segment);
  }
  return values;
};
