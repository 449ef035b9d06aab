/** The pages every new wiki begins with: they teach a person, and above all an agent, how to use it. */
import type { Wiki } from './wiki.ts';

export interface StarterPage {
  readonly path: string;
  readonly text: string;
}

const home = ({ name, purpose }: Wiki): string => `# ${name}

${purpose || 'This wiki is new. Say here what it is for.'}

## Where to begin

- [[How to use this wiki|Meta/Wiki Usage Guide]] for people and for agents
- [[Template of a page|Meta/Page Template]] to copy when you begin a new one

## Pages

Link the most important pages here as they come, so that whoever reads this page first finds them.
`;

const guide = ({ name, categories }: Wiki): string => `---
category: reference
tags: [meta, guide]
---

# Wiki usage guide

How to work in *${name}*, for agents that read and write it through tools and for the people who read along.

## At the start of a session

1. Read [[Home]]: it says what the wiki is for and where things are.
2. Look at the recent changes, to know what others did since you were here.
3. Search before you write: the page may exist under another name.

## Reading

Read long pages by section. Follow WikiLinks; they are the wiki's own judgement of what belongs together.

## Writing

- One subject a page, 250 to 800 words. Split what grows beyond, and link the parts.
- Update the page that exists rather than writing a second one beside it.
- Name the revision you have read when you change a page. If somebody was faster, the answer holds both versions: merge them and save again.
- Change a passage rather than the whole page when the passage is all you mean.
- Write a commit message that says why.

## Front matter

Every page begins with a block like this:

\`\`\`yaml
---
title: Name of the page
category: reference
tags: [one, two]
---
\`\`\`

Categories in use here: ${categories.map((category) => `\`${category}\``).join(', ')}. Tags are free; look at those in use before making new ones.

## Links

\`[[Page]]\` links a page by its path, \`[[Text to show|Folder/Page]]\` shows another text. Link the first mention of everything that has, or deserves, a page of its own: a link to a missing page is an invitation.

## Sources

Say where a claim comes from, with a link and the date you looked. Keep what you were told apart from what you conclude.

## Gardening

When you pass by: mend broken links, link lone pages, merge doubles, and say in the commit message that you were gardening.
`;

const template = ({ categories }: Wiki): string => `---
category: reference
tags: [meta, template]
---

# Page template

Copy this when you begin a new page, and replace what stands in it.

\`\`\`markdown
---
title: Name of the subject
category: ${categories[0] ?? 'reference'}
tags: []
---

# Name of the subject

One or two sentences that say what it is and why it matters here.

## What is known

Facts, each with its source.

## Open questions

What to find out next.

## See also

- [[Home]]

## Sources

- Title, address, date of reading
\`\`\`
`;

export const starterPages = (wiki: Wiki): readonly StarterPage[] => [
  { path: 'Home', text: home(wiki) },
  { path: 'Meta/Wiki_Usage_Guide', text: guide(wiki) },
  { path: 'Meta/Page_Template', text: template(wiki) },
];
