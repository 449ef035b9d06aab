/** The stacks as CloudFormation would have made them: every reference replaced by what it refers to. */
import type { CloudAssembly, Stack } from './cloud-assembly.ts';
import { ACCOUNT, REGION, RETURNED } from './physical.ts';
import type { Named } from './physical.ts';

/** A resource that was made: its properties hold no references any more. */
export interface Made {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly ref: string;
  readonly arn: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

interface Resolver {
  readonly value: (stack: Stack, value: unknown) => unknown;
  readonly ref: (stack: Stack, id: string) => string;
  readonly attribute: (stack: Stack, id: string, name: string) => string;
}

const unknown = (problem: string): never => {
  throw new Error(`the templates say what this runner does not know: ${problem}`);
};

/** Intrinsic functions that our stacks use (AWS CloudFormation Template Reference, "Intrinsic functions"). */
const intrinsics = (resolver: Resolver, exported: (name: string) => unknown) => {
  const list = (stack: Stack, value: unknown): readonly unknown[] => resolver.value(stack, value) as readonly unknown[]; // as the function demands
  const functions: Readonly<Record<string, (stack: Stack, value: unknown) => unknown>> = {
    Ref: (stack, id) => PSEUDO[id as string] ?? resolver.ref(stack, id as string),
    'Fn::GetAtt': (stack, value) => {
      const [id, name] = value as [string, string];
      return resolver.attribute(stack, id, name);
    },
    'Fn::Join': (stack, value) => {
      const [separator, parts] = list(stack, value) as [string, string[]];
      return parts.join(separator);
    },
    'Fn::Split': (stack, value) => {
      const [separator, text] = list(stack, value) as [string, string];
      return text.split(separator);
    },
    'Fn::Select': (stack, value) => {
      const [place, all] = list(stack, value) as [number, unknown[]];
      return all[place];
    },
    'Fn::Sub': (_, text) => (text as string).replace(/\$\{(AWS::\w+)\}/g, (_all, name: string) => PSEUDO[name] ?? unknown(name)),
    'Fn::ImportValue': (_, name) => exported(name as string),
    'Fn::GetAZs': () => [`${REGION}a`, `${REGION}b`],
  };
  return functions;
};

/** An intrinsic function is an object with one key. */
const callIn = (raw: object): { readonly name: string; readonly value: unknown } | undefined => {
  const [[name, value] = [], ...others] = Object.entries(raw);
  return name !== undefined && others.length === 0 && /^(Ref|Fn::.*)$/.test(name) ? { name, value } : undefined;
};

/** Follows references from one resource to the next, whatever their stacks. */
const resolverOf = ({ stacks }: CloudAssembly): Resolver => {
  const exported = (name: string): unknown => {
    const stack = stacks.find((one) => one.exports.has(name)) ?? unknown(`the export ${name}`);
    return value(stack, stack.exports.get(name));
  };
  const resourceOf = (stack: Stack, id: string) => {
    const { Type, Properties = {} } = stack.resources[id] ?? unknown(`${stack.name}/${id}`);
    const returned = RETURNED[Type] ?? unknown(`references to ${Type}`);
    const properties = value(stack, naming(Properties)) as Named['properties']; // an object stays one
    const given = returned.namedBy === undefined ? undefined : properties[returned.namedBy];
    return { returned, named: { name: typeof given === 'string' ? given : `${stack.name}-${id}`, properties } };
  };
  const ref = (stack: Stack, id: string): string => {
    const { returned, named } = resourceOf(stack, id);
    return returned.ref ? returned.ref(named) : named.name;
  };
  const attribute = (stack: Stack, id: string, name: string): string => {
    const { returned, named } = resourceOf(stack, id);
    return (returned.attributes?.[name] ?? unknown(`${name} of ${id}`))(named);
  };
  const value = (stack: Stack, raw: unknown): unknown => {
    if (Array.isArray(raw)) return raw.map((one) => value(stack, one));
    if (raw === null || typeof raw !== 'object') return raw;
    const called = callIn(raw);
    if (called) return (functions[called.name] ?? unknown(called.name))(stack, called.value);
    return Object.fromEntries(Object.entries(raw).map(([name, one]) => [name, value(stack, one)]));
  };
  const functions = intrinsics({ value, ref, attribute }, exported);
  return { value, ref, attribute };
};

/** Of all properties, those that decide on a resource's name: the others may refer back to it. */
const naming = (properties: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => ['Name', 'StageName', 'EventBusName'].includes(name)));

export interface Cloud {
  ofType(type: string): readonly Made[];
  /** @throws when there is none, or more than one */
  only(type: string): Made;
  byArn(arn: string): Made;
}

export const resolved = (assembly: CloudAssembly): Cloud => {
  const resolver = resolverOf(assembly);
  const made = assembly.stacks.flatMap((stack) =>
    Object.entries(stack.resources).map(([id, { Type, Properties = {} }]): Made => {
      const known = RETURNED[Type];
      return {
        stack: stack.name,
        id,
        type: Type,
        ref: known ? resolver.ref(stack, id) : id,
        arn: known?.attributes?.['Arn'] ? resolver.attribute(stack, id, 'Arn') : undefined,
        properties: resolver.value(stack, Properties) as Made['properties'], // an object stays one
      };
    }),
  );
  const ofType = (type: string): readonly Made[] => made.filter((one) => one.type === type);
  const single = (found: readonly Made[], what: string): Made =>
    found.length === 1 && found[0] ? found[0] : unknown(`${found.length} times ${what}`);
  return {
    ofType,
    only: (type) => single(ofType(type), type),
    byArn: (arn) =>
      single(
        made.filter((one) => one.arn === arn),
        arn,
      ),
  };
};
