import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { InvalidDefinition, loadDefinition } from './definition.ts';
import { example, machine, task } from './fixtures/world.ts';

const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => { isValid: boolean; errorsText(): string };

const problems = (definition: unknown): string => {
  try {
    loadDefinition(definition);
    return '';
  } catch (error) {
    if (error instanceof InvalidDefinition) return error.problems.join('\n');
    throw error;
  }
};

const end = { Type: 'Pass', End: true };

describe('a state machine definition', () => {
  it.each(['bootstrap', 'reindex'])('is taken by us and by asl-validator when it is the example %s', (name) => {
    expect(problems(example(name))).toBe('');
    const verdict = validate(example(name));
    expect(verdict.isValid ? '' : verdict.errorsText()).toBe('');
  });

  it('has its placeholders replaced as CloudFormation does', () => {
    const loaded = loadDefinition(example('bootstrap'), { BusName: 'wikibot' });
    expect(JSON.stringify(loaded)).toContain('"EventBusName":"wikibot"');
    expect(JSON.stringify(loaded)).not.toContain('${BusName}');
  });

  it.each<[string, unknown, string]>([
    ['JSONPath by default', { StartAt: 'A', States: { A: end } }, 'QueryLanguage: only "JSONata" is run here'],
    ['JSONPath by name', machine({ A: end }, { QueryLanguage: 'JSONPath' }), 'JSONPath definitions are refused'],
    ['JSONPath in one state', machine({ A: { ...end, QueryLanguage: 'JSONPath' } }), 'JSONPath definitions are refused'],
    ['a field of JSONPath', machine({ A: { ...end, ResultPath: '$.a' } }), 'ResultPath'],
    ['another resource', machine({ A: task({ Resource: 'arn:aws:states:::lambda:invoke' }) }), 'A.Resource: only'],
    ['an unknown type', machine({ A: { Type: 'Loop', End: true } }), 'A.Type'],
    ['tolerated failures, which inline maps do not know', mapWith({ ToleratedFailureCount: 1 }), 'ToleratedFailureCount'],
    ['a distributed map', mapWith({}, { processor: { ProcessorConfig: { Mode: 'DISTRIBUTED' } } }), 'ProcessorConfig.Mode'],
    ['a start that is missing', machine({ A: end }, { StartAt: 'B' }), 'there is no state B'],
    ['a target that is missing', machine({ A: { Type: 'Pass', Next: 'B' } }), 'A: Next: there is no state B'],
    ['a catch into nowhere', machine({ A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }) }), 'there is no state B'],
    ['a state nobody reaches', machine({ A: end, B: end }), 'B: no state leads here'],
    ['both Next and End', machine({ A: { ...end, Next: 'A' } }), 'exactly one of Next and End'],
    ['neither Next nor End', machine({ A: { Type: 'Pass' } }), 'exactly one of Next and End'],
    ['States.ALL in company', machine({ A: task({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }) }), 'stands alone and last'],
    [
      'States.ALL before others',
      machine({ A: task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }) }),
      'alone and last',
    ],
    ['a heartbeat as long as the timeout', machine({ A: task({ HeartbeatSeconds: 60 }) }), 'HeartbeatSeconds: is shorter'],
    ['a wait for ever', machine({ A: task({ TimeoutSeconds: undefined }) }), 'TimeoutSeconds: a task that waits'],
    ['a token that is not passed on', machine({ A: task({ Arguments: { Entries: [] } }) }), 'pass on $states.context.Task.Token'],
    ['a delay that cannot grow', machine({ A: task({ Retry: [{ ErrorEquals: ['X'], MaxDelaySeconds: 1 }] }) }), 'MaxDelaySeconds'],
    ['a wait without end', machine({ A: { Type: 'Wait', End: true } }), 'exactly one of Seconds and Timestamp'],
    ['JSONata with a mistake', machine({ A: { ...end, Output: '{% 1 + %}' } }), 'A: Output: is not JSONata'],
    ['$eval', machine({ A: { ...end, Output: { a: ["{% $eval('1') %}"] } } }), 'Output.a.0: $eval is not available'],
    ['a result before there is one', machine({ A: { ...end, Output: '{% $states.result %}' } }), '$states.result does not exist yet'],
    ['an error outside of Catch', machine({ A: { ...end, Output: '{% $states.errorOutput %}' } }), 'exists only in Catch'],
    ['the reserved variable', machine({ A: { ...end, Assign: { states: 1 } } }), '$states is reserved'],
    ['a strange variable', machine({ A: { ...end, Assign: { 'a-b': 1 } } }), 'Assign.a-b: Invalid key'],
    [
      'a variable of an outer scope',
      mapWith({ Assign: { x: 1 } }, { inner: { ...end, Assign: { x: 2 } } }),
      '$x belongs to an enclosing scope',
    ],
    ['one name twice', mapWith({}, { name: 'A' }), 'the name is used more than once'],
  ])('is refused for %s', (_why, definition, problem) => {
    expect(problems(definition)).toContain(problem);
  });
});

function mapWith(fields: object, { processor = {}, inner = end as object, name = 'Inner' } = {}): unknown {
  return machine({ A: { Type: 'Map', End: true, ItemProcessor: { StartAt: name, States: { [name]: inner }, ...processor }, ...fields } });
}
