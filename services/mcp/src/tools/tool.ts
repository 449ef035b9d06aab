/** What a tool is: data about it, and one function. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type * as z from 'zod';
import type { Dialog, Question } from '../domain/dialog.ts';
import type { Block, Ports } from '../ports.ts';

/** One call of a tool: who calls, about which wiki. */
export interface Call {
  readonly wiki: NonNullable<AuthContext['wiki']>;
  readonly auth: AuthContext;
  /** Its actor is the agent. */
  readonly context: Context;
  readonly ports: Ports;
  readonly dialog: Dialog;
}

export interface Answered {
  readonly ok: true;
  readonly text: string;
  /** The same for programs; fits the tool's output schema. */
  readonly structured: Readonly<Record<string, unknown>>;
  /** What a write left, for reads elsewhere to wait for. */
  readonly token?: Token;
  /** What is no text: a picture, or a link to what is too large to come along. */
  readonly blocks?: readonly Block[];
}

export type ToolAnswer = Answered | Refused | Question;

export interface Tool<I extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** When to use it, and what it needs; neighbouring tools name each other. */
  readonly description: string;
  readonly access: 'read' | 'write';
  /** Changes nothing, though it takes the right to write. */
  readonly safe?: true;
  /** Shown to clients that look for it, and to no others. */
  readonly only?: 'openai';
  readonly input: I;
  readonly output: z.ZodObject;
  /** What else may come instead: of each other shape, the fields that it always has. */
  readonly otherwise?: readonly (readonly string[])[];
  /** The pages it touches, for path rules. */
  readonly paths: (input: z.output<I>) => readonly string[];
  readonly run: (input: z.output<I>, call: Call) => Promise<ToolAnswer>;
}

export const defineTool = <I extends z.ZodObject>(tool: Tool<I>): Tool => tool as unknown as Tool; // erases I: run-tool reads arguments by the same schema
