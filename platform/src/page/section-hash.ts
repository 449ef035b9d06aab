import { createHash } from 'node:crypto';

/** Against changes by accident nobody needs more, and an agent that holds twenty of them pays for each digit. */
const DIGITS = 16;

/**
 * The hash of a section's text, heading and subsections included: the first 16 hexadecimal digits of its SHA-256. White space at the end does
 * not count, so a neighbour that comes or goes with its blank line leaves the hash alone.
 */
export const sectionHash = (text: string): string => createHash('sha256').update(text.trimEnd()).digest('hex').slice(0, DIGITS);
