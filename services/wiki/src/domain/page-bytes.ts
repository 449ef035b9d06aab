const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Undefined when the bytes are not UTF-8: then the file is kept, but is no page that could be shown. */
export const textOfBytes = (content: Uint8Array): string | undefined => {
  const text = utf8.decode(content);
  // What could not be read became U+FFFD; one that was meant is the same bytes again.
  return !text.includes('\ufffd') || Buffer.compare(Buffer.from(text), content) === 0 ? text : undefined;
};
