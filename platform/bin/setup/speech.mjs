import { inspect } from 'node:util';

/** Something the person at the keyboard can put right: its message says what and how, and needs no stack. */
export class SetupFault extends Error {}

export const say = (message) => process.stderr.write(`wikibot: ${typeof message === 'string' ? message : inspect(message)}\n`);
