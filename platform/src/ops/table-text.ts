/** Rows in columns for people; the last column may be as long as it likes. */
export const tableText = (titles: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${all.map(line).join('\n')}\n`;
};

/** `3 s`, `12 min`, `5 h`, `2 days`: how long something is, told roughly. */
export const durationText = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const [, size, unit] = UNITS.find(([below]) => milliseconds < below) ?? LARGEST;
  return `${Math.round(milliseconds / size)} ${unit}`;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: readonly (readonly [below: number, size: number, unit: string])[] = [
  [2 * MINUTE, 1_000, 's'],
  [2 * HOUR, MINUTE, 'min'],
  [2 * DAY, HOUR, 'h'],
];
const LARGEST = [Infinity, DAY, 'days'] as const;
