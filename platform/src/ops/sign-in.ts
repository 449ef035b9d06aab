/** `sign-in`: a new one-time link for the owner. */
import type { Command } from './command.ts';
import { EXIT, hostOptions, positionals } from './command.ts';
import { findOperatorDoor } from './find-host.ts';

export const signInCommand: Command = {
  usage: '',
  meaning: 'Prints a new link that signs a browser in once.',
  example: 'sign-in',
  options: hostOptions,
  run: async (given, around) => {
    positionals(given);
    const ask = await findOperatorDoor(given, around);
    const link = await ask('make-sign-in-link', {});
    around.out(given.values['json'] ? `${JSON.stringify(link)}\n` : `${link.url}\n`);
    around.err(`It works once, for ${link.minutes} minutes.\n`);
    return EXIT.done;
  },
};
