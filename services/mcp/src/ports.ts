/** What mcp needs beyond the kernel. */
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { OwnerName } from '@wikibot/contracts/http/names';
import type { toolCalled } from '@wikibot/contracts/facts/mcp';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Key } from '@wikibot/platform/kernel/table';
import type * as z from 'zod';
import type { Dialog, Question } from './domain/dialog.ts';
import type { ListedTool } from './domain/tool-schema.ts';

/** The user names of accounts, as their profiles last said; whoever is not known yet is left out. */
export interface Names {
  of(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, OwnerName>>;
  /** Ignored when a later revision is known already. */
  keep(profile: { readonly accountId: AccountId; readonly username: OwnerName; readonly revision: number }): Promise<void>;
}

/** Which request each idempotency key was used for, for a day. */
export interface Repeats {
  /** False when the request id was used for something else. */
  claim(requestId: string, fingerprint: string): Promise<boolean>;
  /** Whether it was used for this very thing before. */
  knows(requestId: string, fingerprint: string): Promise<boolean>;
}

/** What is counted of a call. */
export type MeteredCall = z.input<(typeof toolCalled)['data']>;

/** A call that is not published yet. */
export interface WaitingCall {
  readonly key: Key;
  readonly call: z.output<(typeof toolCalled)['data']>;
}

/** Calls that wait to be published. */
export interface Calls {
  /** Never rejects: a call that cannot be counted was answered all the same. */
  keep(id: string, call: MeteredCall): Promise<void>;
  /** Some of those that wait. */
  waiting(limit: number): Promise<readonly WaitingCall[]>;
  /** Those of them that wait still. */
  stillWaiting(calls: readonly WaitingCall[]): Promise<readonly WaitingCall[]>;
}

/** What a caller says of itself in one call; claims, never proofs. */
export interface Claims {
  /** The client's name from the protocol, when the protocol carries it. */
  readonly client?: string;
  /** The call's `_meta`, without the protocol's own keys. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** Whether its person can be asked, and what they said (MCP 2026-07-28, "Elicitation"). */
  readonly dialog: Dialog;
}

/** What stands in a result beside its text. */
export type Block =
  | { readonly type: 'image'; readonly data: string; readonly mimeType: string }
  | { readonly type: 'resource_link'; readonly uri: string; readonly name: string; readonly mimeType?: string };

/** The result of a tool call as the protocol knows it (MCP 2026-07-28, "Tools", CallToolResult). */
export interface ToolResult {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** A page as a resource (MCP 2026-07-28, "Resources"). */
export interface ListedPage {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly lastModified: string;
}

export interface PageContent {
  readonly uri: string;
  readonly text: string;
  /** Revision and who wrote it last. */
  readonly meta: Readonly<Record<string, unknown>>;
}

/** What one caller may read as resources. */
export interface PageResources {
  readonly uriTemplate: string;
  /** Undefined when nobody gave that cursor. */
  list(cursor: string | undefined): Promise<{ readonly pages: readonly ListedPage[]; readonly next?: string } | undefined>;
  /** Undefined when there is no such page. */
  read(uri: string): Promise<PageContent | undefined>;
  /** Paths that begin so. */
  complete(start: string): Promise<readonly string[]>;
}

/** Of one change: the pages that say something else now, and whether any came or went. */
export interface PagesChanged {
  readonly uris: readonly string[];
  readonly isListChanged: boolean;
}

/** What one caller may see and do, as the protocol asks for it. */
export interface Session {
  readonly instructions: string;
  /** Some are for certain clients only. */
  tools(claims: Claims): readonly ListedTool[];
  /** Undefined when there is no such tool. Never rejects. */
  call(name: string, input: Readonly<Record<string, unknown>>, claims: Claims): Promise<ToolResult | Question | undefined>;
  readonly resources: PageResources;
  /** What changes from now on, until the caller leaves or may no longer know; absent where an answer cannot stay open. */
  readonly follow?: (signal: AbortSignal) => AsyncIterable<PagesChanged>;
}

/** Speaks the Model Context Protocol, in every revision that is in use, for the length of one HTTP request. */
export interface Protocol {
  /** The answer is complete, except to a subscription: that one streams until it ends. */
  serve(request: Request, session: Session): Promise<Response>;
}

export interface Ports extends KernelPorts {
  readonly payloads: Payloads;
  readonly names: Names;
  readonly repeats: Repeats;
  readonly calls: Calls;
  readonly protocol: Protocol;
}
