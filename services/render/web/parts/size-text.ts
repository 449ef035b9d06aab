const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
/** Limits are given in powers of two, and read so: 512 MB, not 536.9. */
const STEP = 1024;

/** `1.2 MB`, as the reader's language writes it. */
export const sizeText = (bytes: number, language: string): string => {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP))));
  const unit = UNITS[power];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(
    bytes / STEP ** power,
  );
};
