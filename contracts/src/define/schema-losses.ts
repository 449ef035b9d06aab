/**
 * Compares two JSON Schemas: which values does one admit that the other does not? Knows the keywords that zod writes for the types our
 * contracts use. Where it cannot tell (two different patterns) it says that values are lost: a false alarm costs a new version.
 */
import type { JsonSchema } from './json-schema.ts';
import { namesIn, resolved, schemaIn, schemasByName, schemasListed } from './json-schema.ts';

/** `wide` is to admit all that `narrow` admits. Which of them is the pinned one decides what counts as removed. */
interface Comparison {
  readonly wideRoot: JsonSchema;
  readonly narrowRoot: JsonSchema;
  readonly pinned: 'wide' | 'narrow';
}

export interface Loss {
  /** `/commits/[]/message`. */
  readonly at: string;
  readonly problem: string;
}

/** What the pinned schema admitted and the current one does not any more: for what a receiver must go on accepting. */
export const noLongerAccepted = (pinned: JsonSchema, current: JsonSchema): readonly Loss[] =>
  losses({ wideRoot: current, narrowRoot: pinned, pinned: 'narrow' }, { wide: current, narrow: pinned, at: '' });

/** What the current schema admits and the pinned one did not: for what the receivers of an answer rely on. */
export const noLongerPromised = (pinned: JsonSchema, current: JsonSchema): readonly Loss[] =>
  losses({ wideRoot: pinned, narrowRoot: current, pinned: 'wide' }, { wide: pinned, narrow: current, at: '' });

interface Pair {
  readonly wide: JsonSchema;
  readonly narrow: JsonSchema;
  readonly at: string;
}

type Compare = (comparison: Comparison, pair: Pair) => readonly Loss[];

const losses: Compare = (comparison, { at, ...pair }) => {
  const wide = resolved(pair.wide, comparison.wideRoot);
  const narrow = resolved(pair.narrow, comparison.narrowRoot);
  if (admitsAll(wide)) return [];
  const members = membersOf(narrow);
  if (members.length > 0) return members.flatMap((member) => losses(comparison, { wide, narrow: member, at }));
  const choices = membersOf(wide);
  if (choices.length > 0) return fewest(choices.map((choice) => losses(comparison, { wide: choice, narrow, at })));
  if (admitsAll(narrow)) return [{ at, problem: `any value became ${typeOf(wide)}` }];
  return [valueLosses, typeLosses, boundLosses, fieldLosses, itemLosses].flatMap((compare) => compare(comparison, { wide, narrow, at }));
};

const ANNOTATIONS = new Set(['$schema', '$defs', 'description', 'title', 'default', 'example', 'id']);
const admitsAll = (schema: JsonSchema): boolean => Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword));
/** `anyOf`, `oneOf`, or a list of types. */
const membersOf = (schema: JsonSchema): readonly JsonSchema[] => [
  ...schemasListed(schema, 'anyOf'),
  ...schemasListed(schema, 'oneOf'),
  ...namesIn(schema, 'type').map((type) => ({ ...schema, type })),
];
const typeOf = (schema: JsonSchema): string => String(schema['type'] ?? 'something else');

/** A value fits a choice when it fits one of its members; the nearest member explains best why it does not. */
const fewest = (all: readonly (readonly Loss[])[]): readonly Loss[] => [...all].sort((a, b) => a.length - b.length)[0] ?? [];

const valuesOf = (schema: JsonSchema): readonly unknown[] | undefined => {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
};

const valueLosses: Compare = (_comparison, { wide, narrow, at }) => {
  const admitted = valuesOf(wide);
  if (!admitted) return [];
  const values = valuesOf(narrow);
  if (!values) return [{ at, problem: `only ${admitted.map(String).join(', ')} may stand here` }];
  return values.filter((value) => !admitted.includes(value)).map((value) => ({ at, problem: `the value ${String(value)}` }));
};

const typeLosses: Compare = (_comparison, { wide, narrow, at }) => {
  const fits = wide['type'] === narrow['type'] || (wide['type'] === 'number' && narrow['type'] === 'integer');
  return fits ? [] : [{ at, problem: `the type ${typeOf(narrow)} where ${typeOf(wide)} stands` }];
};

const numberIn = (schema: JsonSchema, keyword: string): number | undefined => {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
};

/** The next number behind an exclusive bound. */
const stepOf = (schema: JsonSchema): number => (schema['type'] === 'integer' ? 1 : Number.EPSILON);
const leastOf = (schema: JsonSchema): number =>
  numberIn(schema, 'minimum') ?? (numberIn(schema, 'exclusiveMinimum') ?? -Infinity) + stepOf(schema);
const mostOf = (schema: JsonSchema): number =>
  numberIn(schema, 'maximum') ?? (numberIn(schema, 'exclusiveMaximum') ?? Infinity) - stepOf(schema);

const BOUNDS: readonly { readonly what: string; readonly least: (of: JsonSchema) => number; readonly most: (of: JsonSchema) => number }[] =
  [
    { what: 'numbers', least: leastOf, most: mostOf },
    { what: 'lengths', least: (of) => numberIn(of, 'minLength') ?? 0, most: (of) => numberIn(of, 'maxLength') ?? Infinity },
    { what: 'counts', least: (of) => numberIn(of, 'minItems') ?? 0, most: (of) => numberIn(of, 'maxItems') ?? Infinity },
  ];

/** Compared as they are written: equal, or gone. */
const FORMS = ['pattern', 'format', 'contentEncoding', 'multipleOf'] as const;

const boundLosses: Compare = (_comparison, { wide, narrow, at }) => {
  if (valuesOf(narrow)) return [];
  return [
    ...BOUNDS.filter(({ least }) => least(wide) > least(narrow)).map(({ what, least }) => ({
      at,
      problem: `${what} below ${least(wide)}`,
    })),
    ...BOUNDS.filter(({ most }) => most(wide) < most(narrow)).map(({ what, most }) => ({ at, problem: `${what} above ${most(wide)}` })),
    ...FORMS.filter((form) => form in wide && wide[form] !== narrow[form]).map((form) => ({ at, problem: `another ${form}` })),
  ];
};

const fieldLosses: Compare = (comparison, { wide, narrow, at }) => {
  if (wide['type'] !== 'object') return [];
  const [wideFields, narrowFields] = [schemasByName(wide, 'properties'), schemasByName(narrow, 'properties')];
  const shared = [...narrowFields].flatMap(([name, field]) => {
    const other = wideFields.get(name);
    return other ? losses(comparison, { wide: other, narrow: field, at: `${at}/${name}` }) : [];
  });
  return [...missingFields(comparison, { wide, narrow, at }), ...shared, ...furtherFields(comparison, { wide, narrow, at })];
};

const missingFields: Compare = ({ pinned }, { wide, narrow, at }) => {
  const [wideFields, narrowFields] = [schemasByName(wide, 'properties'), schemasByName(narrow, 'properties')];
  const [before, now] = pinned === 'wide' ? [wideFields, narrowFields] : [narrowFields, wideFields];
  const removed = [...before.keys()].filter((name) => !now.has(name));
  const always = new Set(namesIn(narrow, 'required'));
  const needed = namesIn(wide, 'required').filter((name) => !always.has(name) && !removed.includes(name));
  const added = pinned === 'wide' && wide['additionalProperties'] === false ? [...now.keys()].filter((name) => !before.has(name)) : [];
  return [
    ...removed.map((name) => ({ at: `${at}/${name}`, problem: 'the field is gone (or has another name)' })),
    ...needed.map((name) => ({
      at: `${at}/${name}`,
      problem: pinned === 'wide' ? 'the field may be missing now' : 'the field is required now',
    })),
    ...added.map((name) => ({ at: `${at}/${name}`, problem: 'the field is new, where no further field was allowed' })),
  ];
};

/** Fields that are not named one by one: records, and objects that refuse what they do not know. */
const furtherFields: Compare = (comparison, { wide, narrow, at }) => {
  const [wider, narrower] = [schemaIn(wide, 'additionalProperties'), schemaIn(narrow, 'additionalProperties')];
  if (wide['additionalProperties'] === false && narrow['additionalProperties'] !== false) return [{ at, problem: 'unknown fields' }];
  return wider && narrower ? losses(comparison, { wide: wider, narrow: narrower, at: `${at}/*` }) : [];
};

const itemLosses: Compare = (comparison, { wide, narrow, at }) => {
  const [wider, narrower] = [schemaIn(wide, 'items'), schemaIn(narrow, 'items')];
  const places = schemasListed(wide, 'prefixItems');
  const others = schemasListed(narrow, 'prefixItems');
  if (places.length !== others.length) return [{ at, problem: `lists of ${others.length} where ${places.length} are named` }];
  return [
    ...(wider && narrower ? losses(comparison, { wide: wider, narrow: narrower, at: `${at}/[]` }) : []),
    ...places.flatMap((place, index) => losses(comparison, { wide: place, narrow: others[index] ?? {}, at: `${at}/[${index}]` })),
  ];
};
