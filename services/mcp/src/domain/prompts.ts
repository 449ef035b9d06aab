/** What people can choose at their client to begin with (MCP 2026-07-28, "Prompts"). */

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Its value is the path of a page. */
  readonly isPage?: true;
}

export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  readonly text: (given: Readonly<Record<string, string>>) => string;
}

const below = (folder: string | undefined): string => (folder ? ` below "${folder}"` : '');

export const PROMPTS: readonly Prompt[] = [
  {
    name: 'start_session',
    title: 'Start a session',
    description: 'Get to know the wiki and what changed lately.',
    arguments: [{ name: 'task', description: 'What you want to do', required: false }],
    text: ({ task }) =>
      [
        'Get ready to work in this wiki.',
        '1. read_note with paths ["Home", "Meta/Wiki Usage Guide"] and follow the conventions that the guide asks for.',
        '2. get_recent_changes for what others did lately; keep its `head` to ask again later.',
        `3. ${task ? `Then help with this: ${task}. Search first, and improve pages that exist before you create new ones.` : 'Then tell in a few sentences what the wiki is about and what changed.'}`,
      ].join('\n'),
  },
  {
    name: 'garden_wiki',
    title: 'Garden the wiki',
    description: 'Find and mend what has become untidy, a little at a time.',
    arguments: [{ name: 'folder', description: 'Only below this path', required: false, isPage: true }],
    text: ({ folder }) =>
      [
        `Look after the pages${below(folder)} of this wiki.`,
        '1. find_orphaned_notes: link each of them from a page where a reader would look for it, if it is worth keeping.',
        '2. list_notes: look for pages without category or tags, for very long ones (over 800 words) and for near duplicates.',
        '3. Report what you found and what you would change, and wait for approval.',
        '4. Mend by edit_note, one topic a change, each with a commit_message that says why. Delete nothing without being asked to.',
      ].join('\n'),
  },
  {
    name: 'write_page',
    title: 'Write a page from sources',
    description: 'Turn sources into a page with every claim tied to where it comes from.',
    arguments: [
      { name: 'topic', description: 'What the page is about', required: true },
      { name: 'sources', description: 'Addresses, files or text to draw on', required: false },
    ],
    text: ({ topic, sources }) =>
      [
        `Write a page about "${topic}"${sources ? ` from these sources: ${sources}` : ' from the sources that I give you'}.`,
        '1. search_notes for the topic: if a page covers it, extend that one with edit_note.',
        '2. Read "Meta/Page Template" and keep to its shape: front matter with category and tags, 250 to 800 words, [[links]] to related pages.',
        '3. Give every claim its source. Leave out what no source says.',
        '4. Try it with write_note and dry_run=true, show me the text, and store it when I agree.',
      ].join('\n'),
  },
];
