/** Compares what every place has of one wiki with the truth: the stream first, then the repository it names, then the views. */
import type { DoorAnswer } from '@wikibot/contracts/http/operator';

export type WikiContent = DoorAnswer<'describe-wiki'>;

export interface Difference {
  /** Where it shows: `wiki.row`, `git`, `search.chunks`. */
  readonly place: string;
  readonly problem: string;
}

type Rule = (content: WikiContent) => readonly Difference[];

const no: readonly Difference[] = [];
const short = (head: string | null): string => head?.slice(0, 7) ?? 'nothing';

const rowFollows: Rule = ({ head: { stream, row } }) =>
  stream.head === row.head ? no : [{ place: 'wiki.row', problem: `its head is ${short(row.head)}, the stream's is ${short(stream.head)}` }];

const branchFollows: Rule = ({ head: { stream, ref } }) =>
  stream.head === ref ? no : [{ place: 'git', problem: `the branch main is at ${short(ref)}, the stream's head is ${short(stream.head)}` }];

const rowCounts: Rule = ({ head: { row, tree } }) =>
  !tree || row.pages === tree.pages
    ? no
    : [{ place: 'wiki.row', problem: `it counts ${row.pages} pages, the repository has ${tree.pages}` }];

const pagesAreTheTree: Rule = ({ head: { tree, view } }) => {
  if (!tree || tree.digest === view.digest) return no;
  return [
    {
      place: 'wiki.pages',
      problem:
        tree.pages === view.pages
          ? `some of the ${view.pages} pages differ from the repository`
          : `it has ${view.pages} pages, the repository ${tree.pages}`,
    },
  ];
};

const viewsAreCurrent: Rule = ({ head: { stream }, views }) =>
  views.flatMap(({ view, upTo }) =>
    upTo === stream.sequence ? no : [{ place: view, problem: `it has change ${upTo} of ${stream.sequence}` }],
  );

/** The wiki's own pages view is held against the repository; the others are held against it. */
const viewsAgree: Rule = ({ views }) => {
  const model = views.find(({ view }) => view === 'wiki.pages');
  return views.flatMap(({ view, pages, digest }) => {
    if (!model || digest === undefined || digest === model.digest) return no;
    return [
      {
        place: view,
        problem:
          pages === model.pages
            ? `some of its ${pages ?? 0} pages are of other changes than in wiki.pages`
            : `it has ${pages ?? 0} pages, wiki.pages has ${model.pages ?? 0}`,
      },
    ];
  });
};

const allAnswered: Rule = ({ silent }) =>
  silent.map(({ service, reason }) => ({ place: service, problem: `it did not answer: ${reason}` }));

/** What does not hold for a wiki whose set-up failed: its repository is gone, and nobody reads its views. */
const ofLivingWikis: readonly Rule[] = [branchFollows, rowCounts, pagesAreTheTree, viewsAgree];
const ofAllWikis: readonly Rule[] = [rowFollows, viewsAreCurrent, allAnswered];

export const differencesOf = (content: WikiContent): readonly Difference[] =>
  [...ofAllWikis, ...(content.head.status === 'failed' ? [] : ofLivingWikis)].flatMap((rule) => rule(content));
