/**
 * The names that the files of an archive are to have in the wiki, decided by names alone, so that links can follow and the same
 * archive means the same names again.
 */
import { present } from '@wikibot/contracts/define/present';
import { isMarkdownFile, keepableFilePath } from '@wikibot/platform/page/page-path';
import { readdressed } from '../file-rules.ts';
import { firstFree } from './numbered.ts';
import { placesTaken, SAME_NAME } from '../places-taken.ts';

export interface CarriedName {
  readonly as: string;
  /** Why it is another; several reasons are told one after the other. */
  readonly reason?: string;
}

const NOTION_ID = / [0-9a-f]{32}(?=$|\.|_all\.)/;
const WITHOUT_ID = 'Notion writes an id behind every name; it is left out.';

export const carriedNames = (files: readonly string[]): ReadonlyMap<string, CarriedName> => {
  const plain = isFromNotion(files) ? withoutIds() : (file: string) => file;
  const wanted = new Map(files.map((file) => [file, wantedName(file, plain(file))]));
  const taken = placesTaken();
  const late: string[] = [];
  for (const [file, { as }] of wanted) {
    if (taken.has(as)) late.push(file);
    else taken.take(as);
  }
  for (const file of late) {
    const { as, reason } = wanted.get(file) ?? { as: file };
    const free = firstFree(as, (name) => !taken.has(name));
    if (free === undefined) continue;
    taken.take(free);
    wanted.set(file, { as: free, reason: [reason, SAME_NAME].filter(Boolean).join(' ') });
  }
  return wanted;
};

/** What no repository may hold keeps its name, under which it is refused. */
const wantedName = (file: string, plain: string): CarriedName => {
  const [keepable, original] = [keepableFilePath(plain), keepableFilePath(file)];
  if (!keepable.ok || !original.ok) return { as: file };
  const { as, reason } = readdressed(plain);
  const reasons = [plain === file ? undefined : WITHOUT_ID, reason].filter((one) => one !== undefined);
  return { as, ...present({ reason: reasons.length === 0 ? undefined : reasons.join(' ') }) };
};

const isFromNotion = (files: readonly string[]): boolean => {
  const pages = files.filter(isMarkdownFile);
  return pages.length > 0 && pages.filter((file) => NOTION_ID.test(file.slice(file.lastIndexOf('/') + 1))).length * 2 > pages.length;
};

/** A page and the folder with what is below it have one name with one id, and stay together: of two pages with one title each keeps its own. */
const withoutIds = (): ((file: string) => string) => {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const nameOf = (folder: string, stem: string): string => {
    const known = names.get(`${folder}/${stem}`);
    if (known !== undefined) return known;
    const short = stem.replace(NOTION_ID, '');
    const free = firstFree(short, (name) => !taken.has(`${folder}/${name}`.toLowerCase())) ?? stem;
    taken.add(`${folder}/${free}`.toLowerCase());
    names.set(`${folder}/${stem}`, free);
    return free;
  };
  return (file) => {
    let [before, after] = ['', ''];
    for (const segment of file.split('/')) {
      const id = NOTION_ID.exec(segment);
      const end = id ? id.index + id[0].length : segment.length;
      after = `${after}${after === '' ? '' : '/'}${id ? nameOf(before, segment.slice(0, end)) : segment.slice(0, end)}${segment.slice(end)}`;
      before = `${before}/${segment.slice(0, end)}`;
    }
    return after;
  };
};
