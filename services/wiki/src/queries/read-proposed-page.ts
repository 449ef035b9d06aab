import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readProposedPage } from '@wikibot/contracts/requests/proposals';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import { blobText } from '../domain/blob-text.ts';
import { fileKey } from '../domain/file-key.ts';
import type { ProposedFile } from '../domain/proposing/proposal.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';
import type { Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import { titleOfText } from '../views/page-fields.ts';
import { askedPage } from './page-at.ts';
import { readerOf } from './reader.ts';
import { askedProposal } from './seen-proposal.ts';

type Answer = AnswerOf<typeof readProposedPage>;

const slice: AnswerSlice<typeof readProposedPage, Ports> = async ({ proposal: id, path }, context, ports) => {
  const reader = readerOf(context);
  const asked = await askedProposal(id, reader, ports);
  if (!asked.ok) return asked;
  if (!reader?.maySee(path)) return refusals['page.not-found']({ path });
  const { proposal } = asked.seen;
  const key = fileKey(fileOfPage(path));
  const touched = proposal.files.filter(({ file }) => fileKey(file) === key);
  if (touched.length === 0) return current(await askedPage({ path }, context, ports));
  const page = await standingIn(touched, ports.repositories.open(proposal.wikiId));
  if (!page) return refusals['page.not-found']({ path });
  return { ok: true, answer: { ...answerOf(page.path, page.text), revision: proposal.revision, proposed: true }, token: {} };
};

export default slice;

const standingIn = async (touched: readonly ProposedFile[], repository: Repository) => {
  const standing = touched.find(({ blob }) => blob !== null);
  const text = standing?.blob ? await blobText(repository)(standing.blob) : undefined;
  return standing && text !== undefined ? { path: shownPath(standing.file), text } : undefined;
};

const answerOf = (path: string, text: string): Omit<Answer, 'revision' | 'proposed'> => ({
  name: titleOfText(text, path),
  path,
  content: text,
  frontmatter: splitFrontMatter(text).fields,
});

const current = (asked: Awaited<ReturnType<typeof askedPage>>) => {
  if (!asked.ok) return asked;
  const { path, text, last } = asked.page;
  return { ok: true as const, answer: { ...answerOf(path, text), revision: last.revision, proposed: false }, token: asked.token };
};
