/** Questions about templates, asked by the rules. */
import type { Resource, Template } from './synthesised.ts';

export interface Found extends Resource {
  readonly stack: string;
  readonly id: string;
}

export const ofType = (templates: readonly Template[], type: string): readonly Found[] =>
  templates.flatMap(({ stack, resources }) =>
    Object.entries(resources).flatMap(([id, resource]) => (resource.Type === type ? [{ ...resource, stack, id }] : [])),
  );

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Principal?: unknown;
}

/** What a policy resource allows, one action at a time. */
export interface Allowed {
  readonly of: Found;
  readonly action: string;
  readonly resources: readonly unknown[];
  readonly statement: Statement;
}

export const allowedBy = (found: Found): readonly Allowed[] => {
  const { Statement } = found.Properties['PolicyDocument'] as { Statement: readonly Statement[] }; // IAM's own form
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) =>
    listed(statement.Action).map((action) => ({ of: found, action, resources: listed(statement.Resource), statement })),
  );
};

export const listed = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** Every logical id or export that a value refers to. */
export const referencesOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' || key === 'Fn::ImportValue') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(listed(inner)[0])];
    return referencesOf(inner);
  });
};

/** Reads change nothing; everything else counts as a write. */
export const isWrite = (action: string): boolean => !/:(Get|List|Describe|Query|BatchGet|ConditionCheck|Receive)/.test(action);

export const where = ({ stack, id }: Found): string => `${stack}/${id}`;
