import type { Context } from '@wikibot/contracts/define/context';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { commitStarterPages } from '@wikibot/contracts/requests/wikis';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import { starterPages } from '../../domain/starter-pages.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ground, Plan, Ports } from '../../ports.ts';
import { refusals } from '../../refusals.ts';
import type { FetchedFiles } from './fetched-files.ts';
import { receivedTemplate, templatePages, type FirstPages } from './template-pages.ts';

type Answer = AnswerOf<typeof commitStarterPages>;
type Asked = DataOf<typeof commitStarterPages>;

/** In the name of the owner: the pages are theirs from the first commit on. */
const slice: AnswerSlice<typeof commitStarterPages, Ports> = async (asked, context, ports) => {
  const { wikiId, ownerId, template } = asked;
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki || wiki.status === 'failed') return refusals['wiki.abandoned']({});
  // A step that comes again after its answer was lost has nothing to unpack.
  const fetched = template && wiki.head === null ? await receivedTemplate(wikiId, template, ports) : NOTHING;
  if (!fetched.ok) return fetched;
  const asOwner: Context = { ...context, actor: { kind: 'person', accountId: ownerId } };
  return ports.heads.move(asOwner, wikiId, (ground) => planned(asked, fetched, ground));
};

export default slice;

const NOTHING: FetchedFiles = { ok: true, files: [] };

const planned = async ({ template }: Asked, fetched: FetchedFiles, ground: Ground): Promise<Plan<Answer> | Refused> => {
  const { wiki, sequence } = ground;
  const { head } = wiki;
  if (wiki.status === 'failed') return refusals['wiki.abandoned']({});
  if (head !== null) return standing(head, sequence - 1);
  const first = template ? await templatePages(template.url, fetched.files, ground) : ours(wiki);
  if (!first.ok) return first;
  const { message, changes } = first;
  return { ok: true, intent: 'bootstrap', message, changes, answer: (moved) => ({ head: moved.head, sequence: moved.sequence }) };
};

/** The wiki has its first pages already. */
const standing = (head: ObjectId, sequence: number): Plan<Answer> => ({
  ok: true,
  intent: 'bootstrap',
  message: '',
  changes: [],
  answer: () => ({ head, sequence }),
});

const ours = (wiki: Wiki): FirstPages => ({
  ok: true,
  message: `Create ${wiki.name}`,
  changes: starterPages(wiki).map(({ path, text }) => ({ path: fileOfPage(path), content: Buffer.from(text) })),
});
