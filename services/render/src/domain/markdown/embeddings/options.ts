/** What an author writes behind `|` in an embedding, by the name in lower case; the first of two alike counts. */
export interface Options {
  /** In the order they were written, with names as written. */
  readonly all: readonly (readonly [name: string, value: string])[];
  /** The first of these that was given. */
  readonly get: (...names: readonly string[]) => string | undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

export const optionsOf = (all: readonly (readonly [string, string])[]): Options => {
  const byName = new Map<string, string>();
  for (const [name, value] of all) if (!byName.has(plain(name))) byName.set(plain(name), value);
  return { all, get: (...names) => names.map((name) => byName.get(plain(name))).find((value) => value !== undefined) };
};

export const isOn = (value: string | undefined, unless: boolean): boolean =>
  value === undefined ? unless : /^(?:true|1|on|yes)$/i.test(value);

/** Widths and sides are classes: no page carries inline style. Percent in steps of five; what is no percentage is left to the style. */
export const widthClass = (value: string | undefined, unless: string): string => {
  const percent = /^(\d{1,3})\s*%$/.exec((value ?? unless).trim())?.[1];
  const step = percent === undefined ? undefined : Math.min(100, Math.max(10, Math.round(Number(percent) / 5) * 5));
  return step === undefined ? '' : ` width-${step}`;
};

export const sideClass = (value: string | undefined, unless: string): string => {
  const side = (value ?? unless).toLowerCase();
  return ['left', 'right', 'center'].includes(side) ? ` side-${side}` : '';
};

/** Which way text runs inside a frame; nothing for what is no side. */
export const textClass = (value: string | undefined): string => {
  const side = (value ?? '').toLowerCase();
  return ['left', 'right', 'center'].includes(side) ? ` align-${side}` : '';
};
