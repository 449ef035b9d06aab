/**
 * Jest runs specs in a realm of its own, whose `Error` is not the one that Node's own modules throw: there, `error instanceof Error` is
 * false for a missing file. A product that runs in this process has to see the world as it is outside; subclasses stay as they are.
 */
import { types } from 'node:util';

const ordinary = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, candidate: unknown): boolean {
    return (this === Error && types.isNativeError(candidate)) || ordinary.call(this as () => void, candidate); // `instanceof` calls it on a constructor
  },
});
