/**
 * What agents do in a wiki, each task once with sections, revisions and conflict answers, and once the way of a server that reads and writes
 * whole pages: every reading brings the page, every change sends it, a conflict is an error, and nothing is taken back at once.
 */
import type { Agent, AgentAnswer } from './agent-client.ts';

/** A page of its own for each task and way; `other` is somebody who changes things meanwhile. */
export interface Scene {
  readonly agent: Agent;
  readonly other: Agent;
  readonly page: string;
  /** Three more pages like it. */
  readonly pages: readonly string[];
  readonly session: string;
}

export interface Task {
  readonly name: string;
  readonly bySections: (scene: Scene) => Promise<void>;
  readonly byPages: (scene: Scene) => Promise<void>;
}

export const TOPICS = ['Origin', 'Habitat', 'Diet', 'Breeding', 'Migration', 'Voice', 'Threats', 'Protection', 'Records', 'Open questions'];
const WHOLE = 50_000;

const text = (answer: AgentAnswer, name: string): string => String(answer.structured[name]);
const done = (answer: AgentAnswer): AgentAnswer => {
  if (answer.isError) throw new Error(answer.text);
  return answer;
};
const readWhole = async (agent: Agent, path: string, more: object = {}): Promise<AgentAnswer> =>
  done(await agent.call('read_note', { path, max_tokens: WHOLE, ...more }));
const readSection = async (agent: Agent, path: string, section: string): Promise<AgentAnswer> =>
  done(await agent.call('read_note', { path, section }));

const writeWhole = async ({ agent }: Scene, read: AgentAnswer, change: (content: string) => string): Promise<AgentAnswer> =>
  agent.call('write_note', { path: text(read, 'path'), content: change(text(read, 'content')), revision: text(read, 'revision') });

/** Reads a section and changes something in it; the whole-page way reads and writes everything for that. */
const changing = (
  name: string,
  section: string,
  change: { readonly input: Readonly<Record<string, unknown>>; readonly whole: (content: string) => string },
): Task => ({
  name,
  bySections: async ({ agent, page }) => {
    const read = await readSection(agent, page, section);
    done(await agent.call('edit_note', { path: page, revision: text(read, 'revision'), ...change.input }));
  },
  byPages: async (scene) => {
    done(await writeWhole(scene, await readWhole(scene.agent, scene.page), change.whole));
  },
});

const meanwhile = async ({ other, page }: Scene, from: string, to: string): Promise<void> => {
  const { structured } = await readWhole(other, page);
  done(await other.call('edit_note', { path: page, revision: structured['revision'], old_string: from, new_string: to }));
};

const conflicting = (name: string, theirs: readonly [string, string]): Task => ({
  name,
  bySections: async (scene) => {
    const { agent, page } = scene;
    const read = await readSection(agent, page, 'Diet');
    await meanwhile(scene, ...theirs);
    const edit = { path: page, revision: text(read, 'revision'), old_string: 'Fact 1 of Diet', new_string: 'Fact one of Diet' };
    const answer = await agent.call('edit_note', edit);
    if (!answer.isError) return;
    const head = text(answer, 'current_revision');
    done(await agent.call('edit_note', { path: page, revision: head, old_string: theirs[1], new_string: `${theirs[1]}, and ours` }));
  },
  byPages: async (scene) => {
    await readWhole(scene.agent, scene.page);
    await meanwhile(scene, ...theirs);
    const change = (content: string): string => content.replace('Fact 1 of Diet', 'Fact one of Diet');
    // Such a server merges nothing: the page is read and written once more. What the refused call cost is left out, in its favour.
    done(await writeWhole(scene, await readWhole(scene.agent, scene.page), change));
  },
});

const FACT = 'A new fact with its source, [[Home]].\n';

export const TASKS: readonly Task[] = [
  {
    name: 'find a page by words and read what it says there',
    bySections: async ({ agent }) => {
      const found = done(await agent.call('search_notes', { query: 'Threats fact', limit: 5 }));
      const [hit] = found.structured['results'] as { path: string; section: string }[]; // by the tool's schema
      await readSection(agent, hit?.path ?? '', hit?.section || 'Threats');
    },
    byPages: async ({ agent }) => {
      const found = done(await agent.call('search_notes', { query: 'Threats fact', limit: 5 }));
      const [hit] = found.structured['results'] as { path: string }[]; // by the tool's schema
      await readWhole(agent, hit?.path ?? '');
    },
  },
  {
    name: 'see what a long page holds',
    bySections: async ({ agent, page }) => void done(await agent.call('read_note', { path: page, max_tokens: 400 })),
    byPages: async ({ agent, page }) => void (await readWhole(agent, page)),
  },
  {
    name: 'read one section of a long page',
    bySections: async ({ agent, page }) => void (await readSection(agent, page, 'Voice')),
    byPages: async ({ agent, page }) => void (await readWhole(agent, page)),
  },
  {
    name: 'compare one section of three pages',
    bySections: async ({ agent, pages }) => void done(await agent.call('read_note', { paths: pages, section: 'Diet' })),
    byPages: async ({ agent, pages }) => {
      for (const page of pages) await readWhole(agent, page);
    },
  },
  {
    name: 'read the beginning and go on',
    bySections: async ({ agent, page }) => {
      const first = done(await agent.call('read_note', { path: page, max_tokens: 600 }));
      done(await agent.call('read_note', { path: page, max_tokens: 600, cursor: text(first, 'cursor') }));
    },
    byPages: async ({ agent, page }) => void (await readWhole(agent, page)),
  },
  changing('correct a passage', 'Habitat', {
    input: { old_string: 'Fact 2 of Habitat', new_string: 'Fact two of Habitat' },
    whole: (content) => content.replace('Fact 2 of Habitat', 'Fact two of Habitat'),
  }),
  changing('write a section anew', 'Origin', {
    input: { section: 'Origin', operation: 'replace', new_string: FACT },
    whole: (content) => content.replace('Fact 1 of Origin', FACT),
  }),
  changing('append to a section', 'Records', {
    input: { section: 'Records', operation: 'append', new_string: FACT },
    whole: (content) => content.replace('Fact 1 of Records', `${FACT}Fact 1 of Records`),
  }),
  changing('put a section between two others', 'Voice', {
    input: { section: 'Voice', operation: 'insert_after', new_string: `## Names\n\n${FACT}` },
    whole: (content) => content.replace('## Threats', `## Names\n\n${FACT}\n## Threats`),
  }),
  changing('take a section out', 'Open questions', {
    input: { section: 'Open questions', operation: 'delete' },
    whole: (content) => content.slice(0, content.indexOf('## Open questions')),
  }),
  changing('give a page another tag', 'Origin', {
    input: { old_string: 'tags: [bird]', new_string: 'tags: [bird, seen]' },
    whole: (content) => content.replace('tags: [bird]', 'tags: [bird, seen]'),
  }),
  conflicting('change what nobody else touches while somebody changes the page', ['Fact 2 of Voice', 'Fact two of Voice']),
  conflicting('solve a conflict', ['Fact 1 of Diet', 'The first fact of Diet']),
  {
    name: 'create a page',
    bySections: async ({ agent, page }) => void done(await agent.call('write_note', { path: `${page}_new`, content: `# New\n\n${FACT}` })),
    byPages: async ({ agent, page }) => void done(await agent.call('write_note', { path: `${page}_new`, content: `# New\n\n${FACT}` })),
  },
  {
    name: 'rename a page',
    bySections: async ({ agent, page }) => void done(await agent.call('rename_note', { path: page, new_path: `${page}_renamed` })),
    byPages: async ({ agent, page }) => void done(await agent.call('rename_note', { path: page, new_path: `${page}_renamed` })),
  },
  {
    name: 'see what somebody changed in a page',
    bySections: async (scene) => {
      await meanwhile(scene, 'Fact 1 of Breeding', 'Fact one of Breeding');
      const history = done(await scene.agent.call('get_history', { path: scene.page, limit: 2 }));
      const [latest] = history.structured['history'] as { revision: string }[]; // by the tool's schema
      done(await scene.agent.call('get_history', { path: scene.page, diff: latest?.revision.slice(0, 8) }));
    },
    byPages: async (scene) => {
      await meanwhile(scene, 'Fact 1 of Breeding', 'Fact one of Breeding');
      const history = done(await scene.agent.call('get_history', { path: scene.page, limit: 2 }));
      for (const { revision } of history.structured['history'] as { revision: string }[])
        await readWhole(scene.agent, scene.page, { revision }); // by the tool's schema
    },
  },
  {
    name: 'see who links to a page',
    bySections: async ({ agent, page }) => void done(await agent.call('get_links', { path: page })),
    byPages: async ({ agent, page }) => void done(await agent.call('get_links', { path: page })),
  },
  {
    name: 'repeat a change whose reply was lost',
    bySections: async ({ agent, page }) => {
      const read = await readSection(agent, page, 'Diet');
      const change = {
        path: page,
        revision: text(read, 'revision'),
        section: 'Diet',
        operation: 'append',
        new_string: FACT,
        idempotency_key: page,
      };
      done(await agent.call('edit_note', change));
      done(await agent.call('edit_note', change));
    },
    byPages: async (scene) => {
      const change = (content: string): string => content.replace('Fact 1 of Diet', `${FACT}Fact 1 of Diet`);
      done(await writeWhole(scene, await readWhole(scene.agent, scene.page), change));
      await readWhole(scene.agent, scene.page);
    },
  },
  {
    name: 'try a change before making it',
    bySections: async ({ agent, page }) => {
      const read = await readSection(agent, page, 'Diet');
      const change = { path: page, revision: text(read, 'revision'), section: 'Diet', operation: 'append', new_string: FACT };
      done(await agent.call('edit_note', { ...change, dry_run: true }));
      done(await agent.call('edit_note', change));
    },
    byPages: async (scene) => {
      done(await writeWhole(scene, await readWhole(scene.agent, scene.page), (content) => content.replace('Fact 1 of Diet', FACT)));
      await readWhole(scene.agent, scene.page);
    },
  },
  {
    name: 'take back a session that changed three pages',
    bySections: async ({ agent, session }) => {
      const preview = done(await agent.call('undo_session', { session }));
      done(await agent.call('undo_session', { session, confirm: preview.structured['confirm'] }));
    },
    byPages: async (scene) => {
      for (const page of scene.pages) {
        const history = done(await scene.agent.call('get_history', { path: page, limit: 2 }));
        const [latest, before] = history.structured['history'] as { revision: string }[]; // by the tool's schema
        const old = await readWhole(scene.agent, page, { revision: before?.revision });
        done(await scene.agent.call('write_note', { path: page, content: text(old, 'content'), revision: latest?.revision }));
      }
    },
  },
];
