import type { Archives } from '../../ports/archives.ts';
import { packedZip } from './packed-zip.ts';
import { readZip } from './open-zip.ts';

export const zipArchives = (): Archives => ({ read: readZip, pack: packedZip });
