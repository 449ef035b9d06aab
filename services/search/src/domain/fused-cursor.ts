/** How far the fused order was shown, and behind its end where the pages that have the words go on. */
export interface FusedPlace {
  readonly shown: number;
  readonly words?: string;
}

const CURSOR = /^(\d{1,4})(?:\.([\w-]{1,8000}))?$/;

export const fusedCursor = {
  cursorOf: ({ shown, words }: FusedPlace): string => (words === undefined ? String(shown) : `${shown}.${words}`),
  /** Undefined for what is no such cursor. */
  readCursor: (cursor: string): FusedPlace | undefined => {
    const [, shown, words] = CURSOR.exec(cursor) ?? [];
    if (shown === undefined) return undefined;
    return words === undefined ? { shown: Number(shown) } : { shown: Number(shown), words };
  },
} as const;
