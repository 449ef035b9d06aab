/** What expressions can see: `$states` and the variables in reach. Source: Developer Guide, "Context object". */
import type { Json } from '../../kernel/table.ts';
import type { Draft } from './draft.ts';
import type { Scope } from './query.ts';
import type { Strand } from './strand.ts';
import { executionArn, machineArn } from './strand.ts';

/** What only some fields may see. */
export interface Sight {
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly token?: string;
  readonly item?: Strand['item'];
}

const iso = (epoch: number): string => new Date(epoch).toISOString();

/** The innermost scope wins; a name is unique among enclosing scopes anyway. */
export const variablesOf = (draft: Draft, id: number): Readonly<Record<string, Json>> => {
  const { parent, variables } = draft.strand(id);
  return parent === undefined ? variables : { ...variablesOf(draft, parent), ...variables };
};

const contextOf = (draft: Draft, strand: Strand, { token, item = strand.item }: Sight): Json => {
  const { stateMachine, name, input, started } = draft.execution;
  const retries = strand.retries.reduce((sum, count) => sum + count, 0);
  return {
    Execution: { Id: executionArn(stateMachine, name), Name: name, Input: input, StartTime: iso(started), RedriveCount: 0 },
    StateMachine: { Id: machineArn(stateMachine), Name: stateMachine },
    State: { Name: strand.state, EnteredTime: iso(strand.entered), RetryCount: retries },
    ...(token !== undefined && { Task: { Token: token } }),
    ...(item !== undefined && { Map: { Item: item } }),
  };
};

export const scopeOf = (draft: Draft, id: number, sight: Sight = {}): Scope => {
  const strand = draft.strand(id);
  const { result, errorOutput } = sight;
  return {
    ...variablesOf(draft, id),
    states: {
      input: strand.input,
      context: contextOf(draft, strand, sight),
      ...(result !== undefined && { result }),
      ...(errorOutput !== undefined && { errorOutput }),
    },
  };
};

/** Evaluates one field of the strand's state. */
export const ask = (draft: Draft, id: number, question: { field: string; template: Json; sight?: Sight }): Promise<Json> =>
  draft.query(question.field, question.template, scopeOf(draft, id, question.sight));
