import type { Refused } from '@wikibot/contracts/define/refusal';
import { formatToken, mergeTokens, parseToken } from '@wikibot/contracts/define/token';
import { denialOf } from '@wikibot/platform/kernel/access';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import { readArguments } from '../domain/arguments.ts';
import { refusalContent, refusalText } from '../domain/refusal-text.ts';
import type { Question } from '../domain/dialog.ts';
import type { ToolResult } from '../ports.ts';
import { caughtUp } from './caught-up.ts';
import type { Answered, Call, Tool, ToolAnswer } from './tool.ts';

/** Where a call's `_meta` carries the consistency token, both ways. */
const TOKEN = 'wikibot/token';

type Input = Readonly<Record<string, unknown>>;

const carriedToken = (meta: Input) => {
  const text = meta[TOKEN];
  return parseToken(typeof text === 'string' ? text : '');
};

/** Arguments first, then what the caller may do, then the tool itself. */
const answered = async (tool: Tool, input: Input, call: Call): Promise<ToolAnswer> => {
  const read = readArguments(tool.input, input);
  if (!read.ok) return invalid({ issues: read.issues });
  return (
    denialOf(call.auth, { access: tool.access, safe: tool.safe ?? false, paths: tool.paths(read.value) }) ?? tool.run(read.value, call)
  );
};

const BEHIND = 'Note: reading here lags behind the change you know of, so this may not show it yet. Try again in a second.';

const resultOf = (answer: Answered, about: { readonly isBehind: boolean; readonly meta: Input }): ToolResult => {
  const carried = carriedToken(about.meta);
  const token = formatToken(mergeTokens(carried, answer.token ?? {}));
  return {
    text: about.isBehind ? `${BEHIND}\n\n${answer.text}` : answer.text,
    blocks: answer.blocks ?? [],
    structured: answer.structured,
    isError: false,
    meta: { ...(answer.token ? { [TOKEN]: token } : {}), ...(about.isBehind ? { 'wikibot/behind': true } : {}) },
  };
};

export const refusedResult = ({ refusal }: Refused): ToolResult => ({
  text: refusalText(refusal),
  blocks: [],
  structured: refusalContent(refusal),
  isError: true,
  meta: {},
});

/** A tool call with the token in its `_meta` waits, bounded, for what the token names; if that takes too long, the answer says so. */
export const runTool = async (
  tool: Tool,
  about: { readonly input: Input; readonly meta: Input },
  call: Call,
): Promise<ToolResult | Question | Refused> => {
  const isBehind = !(await caughtUp(call.ports, carriedToken(about.meta)));
  const answer = await answered(tool, about.input, call);
  if ('question' in answer) return answer;
  return answer.ok ? resultOf(answer, { isBehind, meta: about.meta }) : answer;
};
