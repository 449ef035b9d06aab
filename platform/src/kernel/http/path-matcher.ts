/**
 * Matches request paths against `{name}` segments and a greedy last `{name+}`, most specific first, as API Gateway REST APIs do:
 * a literal segment beats a parameter, a parameter beats the greedy rest.
 */
export interface Match<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: { readonly name: string; readonly node: Node<T> };
  greedy?: { readonly name: string; readonly value: T };
  value?: T;
}

const node = <T>(): Node<T> => ({ literals: new Map() });

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
      for (const segment of path.split('/').slice(1)) {
        const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
        if (name && greedy) {
          at.greedy = { name, value };
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
  if (found) return found;
  return at.greedy && segments.some((one) => one !== '') ? { value: at.greedy.value, params: { ...params, [at.greedy.name]: segments.join('/') } } : undefined;
};
