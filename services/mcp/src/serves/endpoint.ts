/** The MCP endpoint of one wiki: who may call, as whom, and what a refusal is to HTTP. */
import type { Context } from '@wikibot/contracts/define/context';
import { present } from '@wikibot/contracts/define/present';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { denialOf } from '@wikibot/platform/kernel/access';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { REFUSAL_TABLE, unknownWiki } from '@wikibot/platform/kernel/kernel-refusals';
import { agentOf } from '../domain/agent.ts';
import type { Question } from '../domain/dialog.ts';
import { instructionsFor } from '../domain/instructions.ts';
import type { Claims, Ports, Session, ToolResult } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { refusedResult, runTool } from '../tools/run-tool.ts';
import type { Call, Tool } from '../tools/tool.ts';
import { findTool, toolsFor } from '../tools/toolbox.ts';
import { aboutWiki } from '../views/notes.ts';

interface Visit {
  readonly served: Served;
  readonly context: Context;
  readonly ports: Ports;
  readonly wiki: Call['wiki'];
}

/** Browsers name the page that a request comes from; no other site's page speaks for its reader (MCP 2026-07-28, "Security"). */
const isForeign = ({ request, url }: Served, { deployment }: Ports): boolean => {
  const origin = request.headers.get('Origin');
  return origin !== null && origin !== url.origin && origin !== new URL(deployment.publicUrl).origin;
};

const callOf = ({ served, context, ports, wiki }: Visit, { client, meta, dialog }: Claims): Call => {
  const { auth, request } = served;
  const userAgent = request.headers.get('User-Agent') ?? '';
  return {
    wiki,
    auth,
    ports,
    dialog,
    context: { ...context, actor: agentOf(auth, present({ userAgent, meta, client })) },
  };
};

interface Attempt {
  readonly tool: Tool;
  readonly input: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
}

/** What no model can mend (signing in, paying) is told to the program around it; everything else is a result with the next step. */
const callTool = async (
  visit: Visit,
  { tool, input, claims }: Attempt,
  tellProgram: (refusal: Refusal) => void,
): Promise<ToolResult | Question> => {
  try {
    const result = await runTool(tool, { input, meta: claims.meta }, callOf(visit, claims));
    if (!('ok' in result)) return result;
    if (!REFUSAL_TABLE[result.refusal.kind].mendable) tellProgram(result.refusal);
    return refusedResult(result);
  } catch (error) {
    const { correlationId } = visit.context;
    visit.ports.log('error', 'a tool call failed', {
      tool: tool.name,
      correlationId,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return refusedResult(refusals['call.failed']({ correlationId }));
  }
};

const instructionsOf = async ({ served, ports, wiki }: Visit): Promise<string> => {
  const { name, purpose } = await aboutWiki(ports, wiki.id);
  const writable = !denialOf(served.auth, { access: 'write' });
  const address = `${wiki.owner}/${wiki.slug}`;
  return instructionsFor({ name: name ?? wiki.name, purpose: purpose ?? '', address, home: wiki.home ?? 'Home', writable });
};

const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const { auth, request } = served;
  if (!auth.wiki) return problemResponse(unknownWiki({}).refusal);
  if (isForeign(served, ports)) return problemResponse(refusals['origin.foreign']({}).refusal);
  const visit: Visit = { served, context, ports, wiki: auth.wiki };
  const forProgram: Refusal[] = [];
  const session: Session = {
    instructions: await instructionsOf(visit),
    tools: ({ client }) => toolsFor(auth, client ?? request.headers.get('User-Agent') ?? ''),
    call: async (name, input, claims) => {
      const tool = findTool(name);
      return tool && callTool(visit, { tool, input, claims }, (refusal) => void forProgram.push(refusal));
    },
  };
  const response = await ports.protocol.serve(request, session);
  const [refusal] = forProgram;
  return refusal ? problemResponse(refusal) : response;
};
export default slice;
