/** What the steps of a saga put on the bus, read out of its Amazon States Language definition. */
import type { Manifest } from '@wikibot/contracts/define/service';
import * as z from 'zod';

/** The parts of a state that are read here; the definition as a whole is checked where sagas run. */
const State = z.looseObject({
  Type: z.string(),
  /** Of a Map: the small machine that each item goes through. */
  ItemProcessor: z.looseObject({ StartAt: z.string(), States: z.record(z.string(), z.unknown()) }).optional(),
  Next: z.string().optional(),
  /** Of a Choice: the ways from here. */
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  Default: z.string().optional(),
  Catch: z.array(z.looseObject({ Next: z.string() })).default([]),
  Arguments: z.unknown().optional(),
});
const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });
type Machine = z.infer<typeof Machine>;

const Entry = z.looseObject({
  Source: z.string(),
  DetailType: z.string(),
  Detail: z.looseObject({
    kind: z.string(),
    name: z.string(),
    version: z.number(),
    /** Without a task token, the data has it: the step ends when somebody decides, not with the answer. */
    replyTo: z.looseObject({ service: z.string(), taskToken: z.string().optional() }),
    data: z.record(z.string(), z.unknown()),
  }),
});
const Entries = z.object({ Entries: z.array(Entry).length(1) });

export interface SagaStep {
  /** `wiki.bootstrap`. */
  readonly saga: string;
  readonly state: string;
  readonly entry: z.infer<typeof Entry>;
  /** Reached only through a `Catch`: it undoes. */
  readonly isCompensation: boolean;
}

/** The states that are met from one on; where ways part, each stands as a whole before the place at which they meet again. */
const following = (machine: Machine, from: string | undefined): readonly string[] => {
  const seen = new Set<string>();
  const path: string[] = [];
  const visit = (at: string | undefined): void => {
    if (at === undefined || seen.has(at)) return;
    seen.add(at);
    for (const next of waysFrom(machine, at).toReversed()) visit(next);
    path.unshift(at);
  };
  visit(from);
  return path;
};

const waysFrom = ({ States }: Machine, at: string): readonly string[] => {
  const { Choices = [], Default, Next } = States[at] ?? {};
  return [...Choices.map((choice) => choice.Next), Default, Next].filter((next) => next !== undefined);
};

/** The states in the order in which they are met; those of a Map's items stand in its place. */
const expanded = (machine: Machine, states: readonly string[]): readonly (readonly [string, z.infer<typeof State>])[] =>
  states.flatMap((name) => {
    const state = machine.States[name];
    if (!state?.ItemProcessor) return state ? [[name, state] as const] : [];
    const inner = Machine.parse(state.ItemProcessor);
    return expanded(inner, following(inner, inner.StartAt));
  });

const waits = ([, state]: readonly [string, unknown]): boolean => JSON.stringify(state).includes('Task.Token');

/** Every step that waits for a task token: first those of the straight way, in its order, then the compensations. */
export const stepsOf = (saga: string, definition: unknown): readonly SagaStep[] => {
  const machine = Machine.parse(definition);
  const straight = following(machine, machine.StartAt);
  const caught = Object.values(machine.States).flatMap((state) => state.Catch.flatMap(({ Next }) => following(machine, Next)));
  const others = [...new Set([...caught, ...Object.keys(machine.States)])].filter((state) => !straight.includes(state));
  const stepsIn = (states: readonly string[], isCompensation: boolean): readonly SagaStep[] =>
    expanded(machine, states)
      .filter(waits)
      .map(([state, { Arguments }]) => ({
        ...{ saga, state, isCompensation },
        entry: Entries.parse(Arguments).Entries[0] as z.infer<typeof Entry>, // exactly one, says the schema
      }));
  return [...stepsIn(straight, false), ...stepsIn(others, true)];
};

/** The steps of every saga of every service. */
export const readSagaSteps = async (manifests: readonly Manifest[]): Promise<readonly SagaStep[]> => {
  const steps = manifests.flatMap((manifest) =>
    Object.entries(manifest.units).map(async ([name, unit]) =>
      unit.kind === 'saga' ? stepsOf(`${manifest.name}.${name}`, (await unit.definition()).default) : [],
    ),
  );
  return (await Promise.all(steps)).flat();
};
