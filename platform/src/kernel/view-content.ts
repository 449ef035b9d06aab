/** Reads out of a view what `DescribeContent` answers. */
import type { ViewContent } from '@wikibot/contracts/define/content-requests';
import { contentDigest } from './content-digest.ts';
import { isPageRow } from './moved-pages.ts';
import type { KernelPorts, ViewReader } from './ports.ts';
import type { Row } from './table.ts';

const ROWS_AT_ONCE = 100;

/** All rows of a partition of a view. */
export async function* rowsOf(view: ViewReader, pk: string): AsyncIterable<Row> {
  for (let after: string | undefined; ;) {
    const { rows, next } = await view.query({ pk, limit: ROWS_AT_ONCE, ...(after === undefined ? {} : { after }) });
    yield* rows;
    if (next === undefined) return;
    after = next;
  }
}

interface Asked {
  readonly view: string;
  readonly stream: string;
  /** The partition that holds one row for each page, and for each that has moved away; none for a view without pages. */
  readonly partition?: string;
}

export const viewContent = async ({ service, view }: Pick<KernelPorts, 'service' | 'view'>, asked: Asked): Promise<ViewContent> => {
  const reader = view(asked.view);
  const mark = { view: `${service}.${asked.view}`, upTo: await reader.upTo(asked.stream) };
  if (asked.partition === undefined) return mark;
  const versions = new Map<string, number>();
  for await (const row of rowsOf(reader, asked.partition)) if (isPageRow(row)) versions.set(row.sk, Number(row['seq']));
  return { ...mark, pages: versions.size, digest: contentDigest(versions) };
};
