import * as z from 'zod';

/** The first 16 hexadecimal digits of the SHA-256 of a section's text, subsections included, without white space at its end. */
export const SectionHash = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'a section hash is 16 hexadecimal digits, as outlines and writes tell it')
  .meta({ id: 'SectionHash' });
export type SectionHash = z.infer<typeof SectionHash>;

/** A section that a write left with another hash than before; changing one changes those that hold it. */
export const SectionChange = z
  .object({
    address: z.string(),
    change: z.enum(['added', 'changed', 'removed']),
    hash: SectionHash.nullable().describe('As it is now; null when it is gone.'),
  })
  .meta({ id: 'SectionChange' });
export type SectionChange = z.infer<typeof SectionChange>;

/** So many are named; an outline tells the hashes of all. */
export const MAX_SECTION_CHANGES = 200;
