/** The REST routes of all manifests, with a request for each that would be accepted, to be spoilt one way at a time. */
import type { Doorway } from '@wikibot/platform/kernel/http/routes';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import { services } from '../../services/all.ts';

export const doorways: readonly Doorway[] = services.flatMap(doorwaysOf);
export const restDoorways: readonly Doorway[] = doorways.filter(({ door }) => door.kind === 'rest');

export const namesWiki = ({ path }: Doorway): boolean => path.startsWith('/{owner}/{wiki}');
export const namesPage = ({ path }: Doorway): boolean => path.includes('{page+}');
export const takesBody = ({ door }: Doorway): boolean => door.kind === 'rest' && door.route.body !== undefined;
export const takesQuery = ({ door }: Doorway): boolean => door.kind === 'rest' && door.route.query !== undefined;

const page = '/{owner}/{wiki}/api/v1/pages/{page+}';
const proposal = '/{owner}/{wiki}/api/v1/proposals/{proposal}';

/** Bodies by route; a route that takes one and is not listed fails the spec that says so. */
export const acceptableBodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [`PUT ${page}`]: { content: 'some text\n' },
  [`PATCH ${page}`]: { old_string: 'some', new_string: 'other' },
  [`DELETE ${page}`]: { commit_message: 'away with it' },
  'PUT /{owner}/{wiki}/api/v1/drafts/{page+}': { content: 'not yet\n' },
  'PATCH /{owner}/{wiki}/api/v1/section/{page+}': { section: 'Some', operation: 'append', content: 'more\n' },
  [`POST ${page}/rename`]: { new_path: 'Standing elsewhere' },
  [`POST ${page}/restore`]: { commit_message: 'back again' },
  'POST /{owner}/{wiki}/api/v1/commits/{revision}/revert': { commit_message: 'taken back' },
  'POST /{owner}/{wiki}/api/v1/sessions/{session}/undo': { commit_message: 'taken back' },
  [`POST ${page}/attachments`]: { filename: 'notes.txt', content: 'dGV4dA==' },
  [`POST ${page}/attachments/uploads`]: { filename: 'notes.txt', size: 4 },
  [`DELETE ${page}/attachments/{file}`]: { commit_message: 'away with it' },
  'POST /{owner}/{wiki}/api/v1/import': { files: [{ file: 'Brought.md', content: 'dGV4dA==' }] },
  'PUT /{owner}/{wiki}/api/v1/agent-policy': { default: 'direct', rules: [] },
  'PATCH /{owner}/{wiki}/api/v1/settings': { purpose: 'Something else' },
  'DELETE /api/v1/wikis/{wikiId}': { confirm: 'ada/notes' },
  'POST /api/v1/wikis/{wikiId}/transfer': { to: 'bob' },
  'POST /api/v1/transfers/{transferId}/accept': { slug: 'taken-over' },
  'PATCH /api/v1/me': { displayName: 'Somebody else' },
  'POST /{owner}/{wiki}/api/v1/webhooks': { url: 'https://hooks.example/' },
  'PATCH /{owner}/{wiki}/api/v1/webhooks/{webhookId}': { description: 'the bot' },
  'POST /{owner}/{wiki}/api/v1/webhooks/{webhookId}/replay': { from: 1 },
  [`POST ${proposal}/merge`]: { revision: '0123456', commit_message: 'taken over' },
  [`POST ${proposal}/decline`]: { reason: 'not now' },
  [`POST ${proposal}/withdraw`]: { reason: 'better so' },
  'POST /{owner}/{wiki}/api/v1/reindex/control': { action: 'pause' },
  'POST /{owner}/{wiki}/api/v1/imports': { git: { url: 'https://git.example.org/notes.git' } },
  'POST /api/v1/wikis': { name: 'Another', slug: 'another' },
  'POST /api/v1/tokens': { name: 'laptop' },
};

/** A path with its parameters filled in; what is filled in is taken as it is, already encoded. */
export const filledIn = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\+?\}/g, (_, name: string) => values[name] ?? IDS[name] ?? 'x');

/** What is no id at all is refused before anything is looked for. */
const IDS: Readonly<Record<string, string>> = { proposal: `prp_${'0'.repeat(32)}`, transferId: `trf_${'0'.repeat(32)}` };
