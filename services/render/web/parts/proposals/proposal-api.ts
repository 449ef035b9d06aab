/** Proposals of the public API as the templates take them. */
import { PROPOSAL_STATUSES, type Proposal } from '../../../src/domain/templates/proposals/proposal.ts';
import type { ProposedConflict } from '../../../src/domain/templates/proposals/proposal-conflicts.ts';
import type { Author } from '../../../src/domain/templates/author.ts';
import { recordOf, recordsOf, textOf } from '../api.ts';
import { titleOf } from '../change-api.ts';
import { base, pathHref } from '../screen.ts';

type Told = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const authorOf = (actor: Told, author: unknown): Author => {
  const name = textOf(author);
  if (actor['kind'] === 'agent') return { kind: 'agent', client: textOf(actor['client']), ...(name !== '' && { person: name }) };
  return name === '' ? { kind: 'anonymous' } : { kind: 'person', name };
};

const closingOf = (closing: Told): NonNullable<Proposal['closing']> => {
  const reason = textOf(closing['reason']);
  const revision = textOf(closing['revision']);
  return {
    at: textOf(closing['time']),
    by: authorOf(recordOf(closing['by']), closing['author']),
    ...(reason !== '' && { reason }),
    ...(revision !== '' && { change: `${base()}/-/commit/${revision}` }),
  };
};

export const proposalOf = (told: Told): Proposal => {
  const id = textOf(told['id']);
  const lines = recordOf(told['lines']);
  const paths = Array.isArray(told['paths']) ? told['paths'].map(textOf) : [];
  return {
    id,
    status: PROPOSAL_STATUSES.find((status) => status === told['status']) ?? 'open',
    title: textOf(told['title']),
    agent: authorOf(recordOf(told['agent']), told['author']),
    at: textOf(told['changed']),
    href: `${base()}/-/proposals/${encodeURIComponent(id)}`,
    files: numberOf(told['files']),
    lines: { added: numberOf(lines['added']), removed: numberOf(lines['removed']) },
    pages: paths.map((path) => ({ title: titleOf(path), href: `${base()}/${pathHref(path)}` })),
    outdated: told['outdated'] === true,
    revision: textOf(told['revision']),
    ...(told['closing'] !== undefined && { closing: closingOf(recordOf(told['closing'])) }),
  };
};

const sidesOf = (told: Told): { readonly theirs: string; readonly proposed: string } => ({
  theirs: textOf(told['theirs']),
  proposed: textOf(told['yours']),
});

/** The places that disagree; the whole texts where no lines can be told apart. */
const placesOf = (three: Told): readonly ReturnType<typeof sidesOf>[] => {
  const hunks = recordsOf(three['hunks']);
  return hunks.length > 0 ? hunks.map(sidesOf) : [sidesOf(three)];
};

export const conflictsOf = (value: unknown): readonly ProposedConflict[] =>
  recordsOf(value).map((told) => {
    const three = recordOf(told['conflict']);
    return {
      path: textOf(told['path']),
      reason: textOf(told['reason']),
      ...(told['conflict'] !== undefined && { texts: { places: placesOf(three), merged: textOf(three['merged']) } }),
    };
  });
