import type { Change } from '@wikibot/contracts/requests/pages';
import type { Attribution } from '../domain/blame.ts';
import type { Attributions } from '../ports.ts';
import { byteLru } from './git/byte-lru.ts';

const MOST_BYTES = 16 * 1024 * 1024;
/** What a change takes in memory, about. */
const CHANGE_BYTES = 600;

export const memoryAttributions = (): Attributions =>
  byteLru<Attribution<Change>>(MOST_BYTES, ({ lines, versions }) => lines.byteLength + versions.length * CHANGE_BYTES);
