/** Fields that may be undefined, as fields that may be absent: what JSON and exact optional properties mean. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined. @example present({ path, base: body.revision }) // no `base` without a revision */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as Present<T>; // only undefined fields are gone
