/** Zip archives for tests, made with the library that many others make them with. */
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

export const zipOf = (files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
};
