/** The ways a wiki does not go to another account. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import type { NearLimit } from '@wikibot/contracts/requests/limits';

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`;

const BEYOND: Readonly<Record<NearLimit['of'], (used: number, limit: number) => string>> = {
  pages: (used, limit) => `The wiki has ${used} pages; your plan has room for ${limit} in one wiki.`,
  authors: (used, limit) => `${used} accounts write in the wiki, with yours; your plan has room for ${limit} in one wiki.`,
  storage: (used, limit) => `The files of the wiki take ${mebibytes(used)}; your plan has room for ${mebibytes(limit)} in one wiki.`,
};

export const transferRefusals = defineRefusals({
  'transfer.unknown': no<Record<never, never>>(
    'not-found',
    () => 'There is no such offer any more.',
    () => 'List the offers to see which there are.',
  ),
  'transfer.pending': no<{ until: string }>(
    'conflict',
    (d) => `This wiki is offered to somebody already, until ${d.until}.`,
    () => 'Withdraw that offer first.',
  ),
  'transfer.to-oneself': no<Record<never, never>>(
    'invalid',
    () => 'This wiki is yours already.',
    () => 'Name the account that is to have it.',
  ),
  'transfer.expired': no<{ until: string }>(
    'gone',
    (d) => `The offer ended on ${d.until}.`,
    () => 'Ask the owner of the wiki to offer it anew.',
  ),
  'transfer.beyond-plan': no<{ of: NearLimit['of']; used: number; limit: number }>(
    'limit',
    ({ of, used, limit }) => BEYOND[of](used, limit),
    () => 'Change your plan, or ask the owner of the wiki to make it smaller first.',
  ),
  'transfer.address-taken': no<{ slug: string; to: string }>(
    'conflict',
    (d) => `${d.to} has a wiki at ${d.slug} already, and will have to choose another address for this one.`,
    () => 'Choose another address for one of the two.',
  ),
});
