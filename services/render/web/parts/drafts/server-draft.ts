/** The draft that the server keeps for whoever writes: the same in every browser of theirs. */
import { type Answer, ask, succeeded, textOf } from '../api.ts';
import { base, fact, pathHref } from '../screen.ts';
import type { Draft } from './local-drafts.ts';

/** A draft as the server has it. */
export interface Standing extends Draft {
  /** Another one after every change; named when it is changed or thrown away. */
  readonly draftRevision: string;
  /** What has become of the page since it was begun. */
  readonly page: 'new' | 'current' | 'changed' | 'gone';
}

export type Kept =
  | { readonly kind: 'kept'; readonly at: string }
  /** Another window or device has written meanwhile. */
  | { readonly kind: 'elsewhere'; readonly standing: Standing }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused' };

const address = (): string => `${base()}/api/v1/drafts/${pathHref(fact('path') ?? '')}`;

const GROUNDS: ReadonlySet<string> = new Set(['new', 'current', 'changed', 'gone']);

/** The draft that stands, if there is one and the server says so. */
export const readServerDraft = async (): Promise<Standing | undefined> => {
  const answer = await ask(address());
  if (!succeeded(answer)) return undefined;
  const { content, commit_message: message, revision, draft_revision: draftRevision, saved, page } = answer.body;
  return {
    content: textOf(content),
    message: textOf(message),
    ...(typeof revision === 'string' && { revision }),
    at: textOf(saved),
    draftRevision: textOf(draftRevision),
    page: GROUNDS.has(textOf(page)) ? (page as Standing['page']) : 'current',
  };
};

export interface ServerDraft {
  /** The version that this window has written or taken over last. */
  known: string | undefined;
  keep(draft: Draft, most?: { readonly leaving: true }): Promise<Kept>;
  /** Throws away the version that this window knows, and no later one. */
  discard(draftRevision?: string): Promise<void>;
}

const bodyOf = (draft: Draft, known: string | undefined): object => ({
  content: draft.content,
  ...(draft.revision !== undefined && { revision: draft.revision }),
  ...(draft.message !== '' && { commit_message: draft.message }),
  ...(known !== undefined && { draft_revision: known }),
});

const isRefusedAs = (answer: Answer, code: string): boolean => answer.kind === 'answer' && answer.body['code'] === code;

export const serverDraft = (): ServerDraft => {
  const put = (draft: Draft, known: string | undefined, leaving: boolean): Promise<Answer> =>
    ask(address(), { method: 'PUT', body: bodyOf(draft, known), ...(leaving && { keepalive: true }) });
  const server: ServerDraft = {
    known: undefined,
    keep: async (draft, most) => {
      const leaving = most !== undefined;
      let answer = await put(draft, server.known, leaving);
      // Saved or thrown away from another window: what is typed here is kept all the same.
      if (isRefusedAs(answer, 'draft.gone')) answer = await put(draft, undefined, leaving);
      if (answer.kind === 'unreachable') return { kind: 'unreachable' };
      if (succeeded(answer)) {
        server.known = textOf(answer.body['draft_revision']);
        return { kind: 'kept', at: textOf(answer.body['saved']) };
      }
      const standing = isRefusedAs(answer, 'draft.changed') ? await readServerDraft() : undefined;
      return standing ? { kind: 'elsewhere', standing } : { kind: 'refused' };
    },
    discard: async (draftRevision = server.known) => {
      if (draftRevision === undefined) return;
      if (draftRevision === server.known) server.known = undefined;
      await ask(`${address()}?draft_revision=${encodeURIComponent(draftRevision)}`, { method: 'DELETE', keepalive: true });
    },
  };
  return server;
};
