/** What a git server says of its branches before anything is fetched (gitprotocol-http(5) "Smart Server Response"). */
import { ObjectId } from '@wikibot/contracts/define/ids';
import { linesUpToFlush, MalformedRequest, textOfLine } from './pkt-line.ts';

export interface RemoteRefs {
  /** By full name, `HEAD` among them. */
  readonly refs: ReadonlyMap<string, ObjectId>;
  readonly isSha1: boolean;
}

const SERVICE = '# service=git-upload-pack';

/** @throws {MalformedRequest} */
export const remoteRefs = (bytes: Buffer): RemoteRefs => {
  const service = linesUpToFlush(bytes);
  if (!service || textOfLine(service.lines[0] ?? Buffer.alloc(0)) !== SERVICE) throw new MalformedRequest('it does not begin as git does');
  const told = linesUpToFlush(service.rest);
  if (!told) throw new MalformedRequest('the list of branches is cut off');
  const [first = ''] = told.lines.map(textOfLine);
  const capabilities = first.split('\0')[1] ?? '';
  const refs = told.lines.flatMap((line) => refIn(textOfLine(line)));
  return { refs: new Map(refs), isSha1: !/\bobject-format=(?!sha1\b)/.test(capabilities) };
};

const refIn = (line: string): readonly (readonly [string, ObjectId])[] => {
  const [, oid, name] = /^([0-9a-f]{40}) ([^\0]+)/.exec(line) ?? [];
  const known = ObjectId.safeParse(oid);
  return known.success && name !== undefined && name !== 'capabilities^{}' ? [[name, known.data]] : [];
};
