const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const spoken = (seconds: number, format: Intl.RelativeTimeFormat): string => {
  const [unit, length] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / length), unit);
};

/** Turns absolute times into "3 hours ago"; the absolute one stays as the title. */
export const relativeTimes = (within: ParentNode = document): void => {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  for (const time of within.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    time.title ||= time.textContent ?? '';
    time.textContent = spoken((at - Date.now()) / 1000, format);
  }
};
