import { WireRefusal } from './aws-json-wire.ts';

/** Refuses what a double does not know, by its name. */
export const only = (input: object, ...known: readonly string[]): void => {
  const unknown = Object.keys(input).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new WireRefusal('ValidationException', `this double has no parameter ${unknown.join(', ')}`);
};
