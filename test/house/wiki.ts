/** The REST API of one wiki and of an account, as a program uses it. */
import type { Answer, Client } from './client.ts';

export interface Saved {
  readonly path: string;
  readonly revision: string;
  readonly outcome: string;
  readonly sequence: number;
  readonly created: boolean;
  readonly content?: string;
}

export interface PageRead {
  readonly path: string;
  readonly content: string;
  readonly revision: string;
}

/** A refusal as problem details (RFC 9457) with what to do. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  readonly current_revision?: string;
  readonly conflict?: {
    readonly head: string;
    readonly base: string | null;
    readonly yours: string;
    readonly theirs: string;
    readonly merged: string;
  };
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

export interface SaveOptions {
  readonly revision?: string;
  readonly key?: string;
}

export interface WikiAt {
  /** `ada/notes` */
  readonly name: string;
  readonly client: Client;
  readonly api: string;
  readonly save: (path: string, content: string, options?: SaveOptions) => Promise<Answer>;
  /** Saves and insists. */
  readonly write: (path: string, content: string, revision?: string) => Promise<Saved>;
  readonly read: (path: string) => Promise<Answer>;
  readonly list: (query?: string) => Promise<Answer>;
  /** Paths of all pages, page after page of the list. */
  readonly paths: () => Promise<readonly string[]>;
  readonly search: (query: string) => Promise<Answer>;
  readonly history: (path: string) => Promise<Answer>;
  readonly changes: (since?: number) => Promise<Answer>;
  readonly remove: (path: string, revision?: string) => Promise<Answer>;
  readonly importPages: (pages: readonly { readonly path: string; readonly text: string }[]) => Promise<Answer>;
  /** The page as a person sees it. */
  readonly view: (path?: string) => Promise<Answer>;
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** What is wrong with an answer that a test relies on. */
export const insist = (answer: Answer, ...statuses: readonly number[]): Answer => {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`answered ${answer.status} instead of ${statuses.join(' or ')}: ${answer.text.slice(0, 500)}`);
};

export const wikiAt = (client: Client, name: string): WikiAt => {
  const api = `/${name}/api/v1`;
  const pageAt = (path: string): string => `${api}/pages/${encoded(path)}`;

  const save: WikiAt['save'] = (path, content, { revision, key } = {}) =>
    client.send('PUT', pageAt(path), {
      body: { content, ...(revision === undefined ? {} : { revision }) },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });

  const paths = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const answer = insist(await client.get(`${api}/pages?limit=1000${cursor}`), 200).json<{ pages: { path: string }[]; next?: string }>();
      found.push(...answer.pages.map((page) => page.path));
      if (answer.next === undefined) return found;
      cursor = `&cursor=${encodeURIComponent(answer.next)}`;
    }
  };

  return {
    name,
    client,
    api,
    save,
    write: async (path, content, revision) =>
      insist(await save(path, content, revision === undefined ? {} : { revision }), 200, 201).json<Saved>(),
    read: (path) => client.get(pageAt(path)),
    list: (query = '') => client.get(`${api}/pages${query}`),
    paths,
    search: (query) => client.get(`${api}/search?q=${encodeURIComponent(query)}`),
    history: (path) => client.get(`${pageAt(path)}/history`),
    changes: (since) => client.get(`${api}/changelog${since === undefined ? '' : `?since=${since}`}`),
    remove: (path, revision) => client.send('DELETE', pageAt(path), { body: revision === undefined ? {} : { revision } }),
    importPages: (pages) =>
      client.send('POST', `${api}/import`, {
        body: { files: pages.map(({ path, text }) => ({ file: `${path}.md`, content: Buffer.from(text).toString('base64') })) },
      }),
    view: (path) => client.open(path === undefined ? `/${name}/` : `/${name}/${encoded(path)}`),
  };
};

export interface CreationSeen {
  readonly status: string;
  readonly href: string;
  readonly steps: readonly { readonly name: string; readonly title: string; readonly status: string }[];
}

export interface WikiCreated {
  readonly id: string;
  readonly wiki: WikiAt;
  readonly seen: readonly CreationSeen[];
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Creates a wiki and watches until its set-up has ended. A plan that has not arrived yet is waited for, as a person would. */
export const createWikiAt = async (
  client: Client,
  wanted: { readonly name: string; readonly slug: string; readonly visibility?: string; readonly template?: object },
): Promise<WikiCreated> => {
  let created = await client.send('POST', '/api/v1/wikis', { body: wanted });
  for (let attempt = 0; created.status === 503 && attempt < 100; attempt += 1) {
    await pause(20);
    created = await client.send('POST', '/api/v1/wikis', { body: wanted });
  }
  const { id, owner, slug, progress } = insist(created, 202).json<{ id: string; owner: string; slug: string; progress: string }>();
  const seen: CreationSeen[] = [];
  for (;;) {
    const now = insist(await client.get(progress), 200).json<CreationSeen>();
    seen.push(now);
    if (now.status !== 'creating') break;
    await pause(20);
  }
  return { id, wiki: wikiAt(client, `${owner}/${slug}`), seen };
};
