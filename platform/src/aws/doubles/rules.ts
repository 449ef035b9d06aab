/**
 * Rules of an event bus whose targets are queues: each event goes to every queue whose pattern it matches. What a queue does not take goes to
 * the target's dead-letter queue, and where there is none it is lost (Amazon EventBridge User Guide, "Using dead-letter queues to process
 * undelivered events").
 */
import { WireRefusal } from './aws-json-wire.ts';
import { eventPattern } from './event-pattern.ts';
import type { BusEvent } from './eventbridge-wire.ts';
import type { Queue } from './queue.ts';

export interface Rule {
  readonly pattern: unknown;
  readonly target: Queue;
  readonly deadLetters?: Queue;
}

const sent = (queue: Queue, body: string): boolean => {
  try {
    queue.send(body);
    return true;
  } catch (error) {
    if (error instanceof WireRefusal) return false;
    throw error;
  }
};

/**
 * What a bus does with an event; answers how many targets lost it.
 * @throws {WireRefusal} at once, for a pattern that is none
 */
export const rules = (all: readonly Rule[]): ((event: BusEvent) => number) => {
  const compiled = all.map(({ pattern, ...targets }) => ({ ...targets, matches: eventPattern(pattern) }));
  return (event) => {
    const body = JSON.stringify(event);
    const meant = compiled.filter(({ matches }) => matches(event));
    return meant.filter(({ target, deadLetters }) => !sent(target, body) && !(deadLetters && sent(deadLetters, body))).length;
  };
};
