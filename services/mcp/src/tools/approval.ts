/**
 * Whether an act that takes much away may go on. Where the client can ask its person, they are asked; where it cannot, what
 * would happen is shown first with a code that stands for exactly that, and a second call brings the code.
 */
import { uuidOfText } from '@wikibot/platform/kernel/ids';
import type { Question } from '../domain/dialog.ts';
import type { Answered, Call } from './tool.ts';

interface Act {
  /** What the person is asked. Names the target, and never quotes what pages say. */
  readonly question: string;
  /** What exactly would happen; when that changes, it is asked again. */
  readonly effect: unknown;
  /** The code that the call brought. */
  readonly confirm: string | undefined;
  /** Shown to a caller that has to come again: the preview, and its content for programs. */
  readonly preview: { readonly lines: readonly string[]; readonly structured: Readonly<Record<string, unknown>> };
  /** It may go on unasked where nobody can be asked. */
  readonly isSmall: boolean;
}

const CODE_LENGTH = 8;

const codeOf = ({ effect }: Act, call: Call): string =>
  uuidOfText(JSON.stringify([call.wiki.id, call.auth.accountId, effect]))
    .replaceAll('-', '')
    .slice(0, CODE_LENGTH);

const declined = (tool: string): Answered => ({
  ok: true,
  text: `Nothing was changed: the person at this client said no to ${tool}.`,
  structured: { outcome: 'declined' },
});

const previewed = ({ preview }: Act, tool: string, code: string): Answered => ({
  ok: true,
  text: [
    ...preview.lines,
    `Nothing was changed yet. If this is wanted, call ${tool} again with the same arguments and confirm="${code}".`,
  ].join('\n'),
  structured: { ...preview.structured, outcome: 'preview', confirm: code },
});

/** Undefined when the act may go on; otherwise what the caller is answered. */
export const heldBack = (act: Act, tool: string, call: Call): Answered | Question | undefined => {
  const code = codeOf(act, call);
  const { canAsk, answer } = call.dialog;
  if (answer?.about === code) return answer.accepted ? undefined : declined(tool);
  if (act.confirm === code) return undefined;
  if (canAsk) return { question: act.question, about: code };
  return act.isSmall ? undefined : previewed(act, tool, code);
};
