/**
 * Where files lie that are too large to pass the gateway, between being sent and being made something of: each at a place that only one
 * caller knows, of a size that was said before, for a day at most.
 */
export interface Uploads {
  /** Where a client may put a file of exactly so many bytes, by `PUT`. */
  open(place: UploadPlace): Promise<OpenedUpload>;
  /** What has come; undefined when nothing has, or it is gone. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Takes a file in, where no store of its own does: false when the address is not one that was opened, or the size is another. */
  receive?(token: string, content: Uint8Array): Promise<boolean>;
}

export interface UploadPlace {
  /** Of letters, digits, `_`, `-` and `/`. */
  readonly key: string;
  readonly bytes: number;
  /** Epoch milliseconds; after this nothing is taken in any more. */
  readonly until: number;
}

export interface OpenedUpload {
  readonly url: string;
  /** To be sent with the file, as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The door at which one machine takes files in. */
export const UPLOAD_DOOR = '/-/uploads';

/** Keeps uploads in memory, for tests of slices. */
export const memoryUploads = (now: () => number): Required<Uploads> => {
  const places = new Map<string, UploadPlace>();
  const stored = new Map<string, Uint8Array>();
  return {
    open: (place) => {
      const token = `${place.key}/${places.size}`;
      places.set(token, place);
      return Promise.resolve({ url: `http://localhost${UPLOAD_DOOR}/${token}`, headers: {} });
    },
    read: (key) => Promise.resolve(stored.get(key)?.slice()),
    receive: (token, content) => {
      const place = places.get(token);
      const isRight = place !== undefined && place.until >= now() && place.bytes === content.length;
      if (isRight) stored.set(place.key, content.slice());
      return Promise.resolve(isRight);
    },
  };
};

/** What stands in an address behind the door. */
export const tokenOfUpload = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(UPLOAD_DOOR.length + 1));
