/** The ways the wiki service says no; those of taking changes back lie with their rules. Sentences that clients of the ancestors know stay as they were. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import type { Conflict } from '@wikibot/contracts/requests/conflict';
import type { NearestMiss } from '@wikibot/platform/page/nearest-miss';

export const refusals = defineRefusals({
  'page.path-refused': no<{ path: string; problem: string; reason: string; suggestion?: string }>(
    'invalid',
    (d) => d.reason,
    (d) => (d.suggestion === undefined ? 'Choose another path.' : `Use ${d.suggestion} instead.`),
  ),
  'page.not-found': no<{ path: string }>(
    'not-found',
    (d) => `Page not found: ${d.path}`,
    () => 'List the pages to see what there is, or save the page to create it.',
  ),
  'page.too-large': no<{ path: string; bytes: number; limit: number }>(
    'too-large',
    (d) => `Content too large (${d.bytes} bytes). Maximum size is ${d.limit} bytes.`,
    () => 'Split the page into several and link them.',
  ),
  'page.not-text': no<{ path: string }>(
    'invalid',
    () => 'The content is not valid Unicode.',
    () => 'Send UTF-8 text without lone surrogates or NUL characters.',
  ),
  'page.revision-required': no<{ path: string; current_revision: string }>(
    'conflict',
    () => 'Revision required when updating an existing page. Read the page first to get the current revision.',
    (d) => `Read ${d.path} and name its revision as the base of your change.`,
  ),
  'page.revision-unknown': no<{ path: string; revision: string; current_revision: string }>(
    'conflict',
    (d) => `Revision ${d.revision} is not known for ${d.path}.`,
    (d) => `Read ${d.path} again and base your change on what it says now.`,
  ),
  'page.conflict': no<{ path: string; current_revision: string; conflict: Conflict }>(
    'conflict',
    () => 'Revision mismatch: page has been modified since last read.',
    (d) => `Solve the marked places of conflict.merged and save the result with revision ${d.current_revision}.`,
  ),
  'page.changed': no<{ path: string; current_revision: string; conflict: Conflict }>(
    'conflict',
    () => 'Revision mismatch: page has been modified since last read.',
    (d) => `Read ${d.path} again, then decide whether it should still go.`,
  ),
  'page.gone': no<{ path: string; yours: string }>(
    'conflict',
    (d) => `${d.path} was deleted after you read it.`,
    () => 'Save without a revision to create it anew.',
  ),
  'page.text-not-found': no<{ path: string; reason: string; nearest?: NearestMiss }>(
    'invalid',
    (d) => (d.nearest ? `old_string not found in page content. ${d.reason}` : 'old_string not found in page content'),
    () => 'Read the page again and copy the passage exactly.',
  ),
  'page.text-ambiguous': no<{ path: string; count: number; lines: readonly number[] }>(
    'invalid',
    (d) => `old_string is ambiguous: found ${d.count} occurrences. Provide a longer unique string.`,
    (d) =>
      `It stands in ${d.lines.length === 1 ? 'line' : 'lines'} ${d.lines.join(', ')}. Add neighbouring text to old_string until it occurs once.`,
  ),
  'page.text-unchanged': no<{ path: string; reason: string }>(
    'invalid',
    (d) => d.reason,
    () => 'Send a new_string that differs from a non-empty old_string.',
  ),
  'section.not-found': no<{ path: string; section: string; candidates: readonly string[]; total: number }>(
    'not-found',
    (d) => `Section not found in ${d.path}: ${d.section}`,
    (d) =>
      d.total === 0 ? 'The page has no headings; read it as a whole.' : 'Name one of the addresses in candidates, or ask for the outline.',
  ),
  'section.ambiguous': no<{ path: string; section: string; candidates: readonly string[]; total: number }>(
    'invalid',
    (d) => `${d.total} sections of ${d.path} answer to ${d.section}.`,
    () => 'Name one of the addresses in candidates in full.',
  ),
  'section.text-refused': no<{ path: string; section: string; reason: string }>(
    'invalid',
    (d) => d.reason,
    () => 'Correct the content and send it again.',
  ),
  'section.changed': no<{
    path: string;
    section: string;
    section_hash: string | null;
    current_revision: string;
    section_conflict: Conflict;
  }>(
    'conflict',
    (d) => (d.section_hash === null ? `${d.section} is no longer in ${d.path}.` : `${d.section} was changed after you read it.`),
    (d) =>
      d.section_hash === null
        ? 'Ask for the outline: it was deleted, moved, or its heading is another.'
        : `Solve section_conflict and replace the section with revision ${d.current_revision} and section_hash ${d.section_hash}.`,
  ),
  'page.place-taken': no<{ path: string }>(
    'conflict',
    (d) => `${d.path} is a file and a folder at once.`,
    () => 'Choose another name for one of them.',
  ),
  'attachment.not-found': no<{ path: string; file: string }>(
    'not-found',
    (d) => `Attachment not found: ${d.file}`,
    (d) => `List the attachments of ${d.path} to see what there is.`,
  ),
  'attachment.page-missing': no<{ path: string }>(
    'not-found',
    (d) => `Page not found: ${d.path}`,
    () => 'Save the page first: a file lies beside a page.',
  ),
  'attachment.name-refused': no<{ file: string; problem: string; reason: string; suggestion?: string }>(
    'invalid',
    (d) => d.reason,
    (d) => (d.suggestion === undefined ? 'Choose another name.' : `Use ${d.suggestion} instead.`),
  ),
  'attachment.too-large': no<{ file: string; bytes: number; limit: number }>(
    'too-large',
    (d) => `Attachment too large (max ${Math.floor(d.limit / 1024 / 1024)}MB)`,
    () => 'Make it smaller, or keep it elsewhere and link to it.',
  ),
  'attachment.upload-missing': no<{ upload: string }>(
    'not-found',
    () => 'There is no file in the place of this upload.',
    () => 'PUT the file to its url first; if it has expired, open another.',
  ),
  'attachment.upload-refused': no<Record<never, never>>(
    'forbidden',
    () => 'This address takes no such file: it is wrong, has expired, or is for another size.',
    () => 'Open another upload with the exact size of the file.',
  ),
  'attachment.thumbnail-size': no<{ asked: string; sizes: readonly number[] }>(
    'invalid',
    (d) => `There is no small version of the size ${d.asked}.`,
    (d) => `Ask for the longest side in pixels: ${d.sizes.join(', ')}.`,
  ),
  'attachment.no-picture': no<{ file: string; type: string }>(
    'invalid',
    (d) => `${d.file} is no picture (${d.type}), so there is no small version of it.`,
    () => 'Leave `thumbnail` out of the address to get the file.',
  ),
  'attachment.changed': no<{ file: string; current_revision: string }>(
    'conflict',
    (d) => `Revision mismatch: ${d.file} has been modified since last read.`,
    (d) => `Look at ${d.file} again, then send the change with revision ${d.current_revision}.`,
  ),
  'revision.unknown': no<{ revision: string }>(
    'not-found',
    (d) => `There is no change ${d.revision} in this wiki.`,
    () => 'List the changes to see what there is.',
  ),
  'revision.ambiguous': no<{ revision: string }>(
    'invalid',
    (d) => `More than one change begins with ${d.revision}.`,
    () => 'Name more digits of the one that you mean.',
  ),
  'wiki.not-found': no<Record<never, never>>(
    'not-found',
    () => 'There is no such wiki.',
    () => 'Check the address.',
  ),
  'wiki.not-ready': no<{ status: string }>(
    'unavailable',
    (d) => (d.status === 'creating' ? 'The wiki is still being set up.' : 'Setting this wiki up failed.'),
    () => 'Wait until it is active.',
  ),
  'wiki.slug-taken': no<{ slug: string }>(
    'conflict',
    (d) => `You already have a wiki at ${d.slug}.`,
    () => 'Choose another address.',
  ),
  'wiki.limit-reached': no<{ limit: number }>(
    'limit',
    (d) => `Your plan has room for ${d.limit} ${d.limit === 1 ? 'wiki' : 'wikis'}.`,
    () => 'Delete one, or change your plan.',
  ),
  'wiki.pages-limit': no<{ limit: number }>(
    'limit',
    (d) => `Page limit reached (${d.limit} pages)`,
    () => 'Delete pages you no longer need, or change the plan.',
  ),
  'wiki.authors-limit': no<{ limit: number }>(
    'limit',
    (d) => `Author limit reached (${d.limit} ${d.limit === 1 ? 'author' : 'authors'})`,
    () => 'Ask the owner of the wiki to change the plan, or to take somebody out who no longer writes.',
  ),
  'wiki.storage-limit': no<{ limit: number; bytes: number }>(
    'limit',
    (d) => `Storage limit reached (${Math.floor(d.limit / 1024 / 1024)} MiB)`,
    () => 'Delete files you no longer need, or change the plan.',
  ),
  'wiki.plan-unknown': no<Record<never, never>>(
    'unavailable',
    () => 'Your plan is not known here yet.',
    () => 'Try again in a second.',
  ),
  'git.hidden-pages': no<{ prefix: string }>(
    'forbidden',
    () => 'You may not read every page of this wiki, and a clone cannot leave pages out.',
    () => 'Read it in the browser or over the API, or ask its owner for the right to read all of it.',
  ),
  'git.push-not-in-plan': no<Record<never, never>>(
    'payment-required',
    () => "The plan of this wiki's owner lets git clone and fetch, but not push.",
    () => 'Write in the browser or over the API, or change the plan.',
  ),
  'git.moved-on': no<Record<never, never>>(
    'conflict',
    () => 'fetch first',
    () => 'Somebody changed the wiki since you last fetched. Run `git pull --rebase`, then push again.',
  ),
  'git.not-forward': no<Record<never, never>>(
    'conflict',
    () => 'non-fast-forward',
    () => 'The history of a wiki is never rewritten. Run `git pull --rebase`, then push again; to take a change back, `git revert` it.',
  ),
  'git.incomplete': no<Record<never, never>>(
    'invalid',
    () => 'objects are missing',
    () => 'The push does not hold all that its commits name. Fetch the whole history (`git fetch --unshallow`) and push again.',
  ),
  'git.too-many-commits': no<{ commits: number; limit: number }>(
    'too-large',
    (d) => `${d.commits} commits at once, at most ${d.limit} are taken`,
    () => 'Push the history in parts: `git push origin <an earlier commit>:main`, then the rest.',
  ),
  'git.too-many-files': no<{ limit: number }>(
    'too-large',
    (d) => `a commit has more than ${d.limit} files, or folders in folders beyond measure`,
    () => 'Split the wiki into several.',
  ),
  'git.too-much-text': no<{ limit: number }>(
    'too-large',
    (d) => `the changed pages have more than ${d.limit} bytes together`,
    () => 'Push fewer commits at once: `git push origin <an earlier commit>:main`, then the rest.',
  ),
  'git.files-refused': no<{ problems: readonly { path: string; problem: string }[] }>(
    'invalid',
    (d) => (d.problems.length === 1 ? 'a file cannot be kept' : `${d.problems.length} files cannot be kept`),
    () => 'Rename or take out what is named above, amend the commit (`git commit --amend`, `git rebase -i`) and push again.',
  ),
  'wiki.abandoned': no<Record<never, never>>(
    'gone',
    () => 'The set-up of this wiki was abandoned.',
    () => 'Create it again.',
  ),
});
