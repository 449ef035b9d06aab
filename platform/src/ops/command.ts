/** What every command of the command line is made of. */
import type { ParseArgsConfig } from 'node:util';

/** The world around a command; nothing of it is reached in another way. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else: progress, hints, problems. */
  readonly err: (text: string) => void;
  /** Stderr is a terminal of so many columns; undefined when it is none. */
  readonly columns: number | undefined;
  /** Where the person stands: relative folders begin here. */
  readonly folder: string;
  /** Where `npm start` stands, and its data folder with it. */
  readonly project: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Unique for each call. */
  readonly uuid: () => string;
}

export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** What a script learns from how a command ended. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  /** What follows the name: `<folder> <owner>/<wiki> [--overwrite]`. */
  readonly usage: string;
  /** One sentence. */
  readonly meaning: string;
  readonly example: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (given: Given, around: Surroundings) => Promise<Exit>;
}

/** Something that the person at the command line can mend; its message says what and how. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly exit: Exit;
  constructor(message: string, exit: Exit = EXIT.failed) {
    super(message);
    this.exit = exit;
  }
}

/** @throws {CommandFault} when there are more or fewer arguments than names */
export const positionals = <N extends readonly string[]>(
  { positionals: given }: Given,
  ...names: N
): { readonly [K in keyof N]: string } => {
  if (given.length !== names.length)
    throw new CommandFault(`expected ${names.length === 0 ? 'no arguments' : names.map((name) => `<${name}>`).join(' ')}`, EXIT.usage);
  return given as unknown as { readonly [K in keyof N]: string }; // as many as there are names
};

export const text = (given: Given, option: string): string | undefined => {
  const value = given.values[option];
  return typeof value === 'string' ? value : undefined;
};

export const wikiAddress = (address: string): string => {
  if (/^[a-z0-9-]{3,30}\/[a-z0-9-]{3,30}$/.test(address)) return address;
  throw new CommandFault(`a wiki is named <owner>/<wiki>, e.g. ada/notes, not ${address}`, EXIT.usage);
};

/** Options of every command that talks to a host. */
export const hostOptions = {
  data: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean' },
} as const;
