import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';

/** Names of files and folders that mean the same are equal; the ending of a page is part of its file's name and stays. */
export const fileKey = (name: string): string => (isMarkdownFile(name) ? `${pageKey(name)}.md` : pageKey(name));
