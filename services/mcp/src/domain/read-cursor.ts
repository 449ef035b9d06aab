/** Where reading goes on: from here to there in the text of one revision, so that a change in between does not tear it. */
export interface ReadCursor {
  readonly from: number;
  readonly to: number;
  readonly revision: string;
}

const REVISION_DIGITS = 12;
const SHAPE = /^(\d{1,8})-(\d{1,8})-([0-9a-f]{7,40})$/;

export const formatReadCursor = ({ from, to, revision }: ReadCursor): string => `${from}-${to}-${revision.slice(0, REVISION_DIGITS)}`;

export const parseReadCursor = (text: string): ReadCursor | undefined => {
  const [, from, to, revision] = SHAPE.exec(text.trim()) ?? [];
  return revision === undefined || Number(from) >= Number(to) ? undefined : { from: Number(from), to: Number(to), revision };
};
