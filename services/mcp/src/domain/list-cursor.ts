/** A place in a listing, opaque to callers: a sort key as base64url. */
export const formatListCursor = (place: string): string => Buffer.from(place, 'utf8').toString('base64url');

const MOST = 2000;

export const parseListCursor = (text: string): string | undefined => {
  const bytes = Buffer.from(text.slice(0, MOST), 'base64url');
  const place = bytes.toString('utf8');
  return place !== '' && Buffer.from(place, 'utf8').equals(bytes) && bytes.toString('base64url') === text ? place : undefined;
};
