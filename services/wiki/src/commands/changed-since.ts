/** For changes that do not merge: a page that is no longer the one that its changer saw stays as it is. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import { conflictOf } from '../domain/revise.ts';
import type { FoundFile, Ground, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { baseText } from './base-text.ts';

interface Seen {
  /** A base is not asked for. */
  readonly revision: string | undefined;
  readonly found: FoundFile;
  readonly maySee: (path: string) => boolean;
}

export const changedSince = async (ports: Ports, ground: Ground, { revision, found, maySee }: Seen): Promise<Refused | undefined> => {
  if (revision === undefined) return undefined;
  const base = await baseText(ports, ground, { revision, file: found.file, found, maySee });
  const theirs = textOfBytes(found.content);
  if (base === theirs) return undefined;
  const head = ground.proposed(found.file) ?? ground.wiki.head ?? '';
  const conflict = conflictOf({ head, base: base ?? null, yours: '', theirs: theirs ?? '' });
  return refusals['page.changed']({ path: pagePathOfFile(found.file) ?? found.file, current_revision: head, conflict });
};
