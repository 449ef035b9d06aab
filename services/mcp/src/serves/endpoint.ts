/** The MCP endpoint of one wiki: who may call, as whom, and what a refusal is to HTTP. */
import { present } from '@wikibot/contracts/define/present';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { denialOf, pathPermits } from '@wikibot/platform/kernel/access';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { signInChallenge, stepUpChallenge } from '@wikibot/platform/kernel/http/resource-challenge';
import { REFUSAL_TABLE, unknownWiki } from '@wikibot/platform/kernel/kernel-refusals';
import { agentOf } from '../domain/agent.ts';
import { mayChangeSomething, policyLine } from '../domain/agent-policy-text.ts';
import type { Question } from '../domain/dialog.ts';
import { homeOf } from '../domain/home-page.ts';
import { instructionsFor } from '../domain/instructions.ts';
import type { Claims, Ports, Session, ToolResult } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { refusedResult, runTool } from '../tools/run-tool.ts';
import type { Call, Tool } from '../tools/tool.ts';
import { followedPages } from './followed-pages.ts';
import { pageResources } from './page-resources.ts';
import { metered } from './meter.ts';
import type { Visit } from './visit.ts';
import { findTool, toolsFor } from '../tools/toolbox.ts';
import type { AboutWiki } from '../views/notes.ts';
import { aboutWiki } from '../views/notes.ts';

/** Browsers name the page that a request comes from; no other site's page speaks for its reader (MCP 2026-07-28, "Security"). */
const isForeign = ({ request, url }: Served, { deployment }: Ports): boolean => {
  const origin = request.headers.get('Origin');
  return origin !== null && origin !== url.origin && origin !== new URL(deployment.publicUrl).origin;
};

const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that the call belongs to at its client (W3C Trace Context, as MCP 2026-07-28 carries it): one id from there to the commit. */
const traceOf = ({ traceparent }: Claims['meta']): string | undefined =>
  TRACE.exec(typeof traceparent === 'string' ? traceparent : '')?.[1];

const callOf = ({ served, context, ports, wiki }: Visit, { client, meta, dialog }: Claims): Call => {
  const { auth, request } = served;
  const userAgent = request.headers.get('User-Agent') ?? '';
  return {
    wiki,
    auth,
    ports,
    dialog,
    context: {
      ...context,
      correlationId: traceOf(meta) ?? context.correlationId,
      actor: agentOf(auth, present({ userAgent, meta, client })),
    },
  };
};

interface Attempt {
  readonly tool: Tool;
  readonly input: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
  readonly call: Call;
}

/** The role would do and only the scope is missing: a client can ask for it, where there is somebody to ask. */
const isStepUp = ({ code }: Refusal, { scopes, role }: Served['auth'], { deployment }: Ports): boolean =>
  code === 'access.not-allowed' && deployment.authorizationServer !== undefined && role !== 'viewer' && !scopes.includes('write');

/** What no model can mend (signing in, paying) is told to the program around it; everything else is a result with the next step. */
const callTool = async (visit: Visit, attempt: Attempt, tellProgram: (refusal: Refusal) => void): Promise<ToolResult | Question> => {
  const { tool, input, claims, call } = attempt;
  try {
    const result = await runTool(tool, { input, meta: claims.meta }, call);
    if (!('ok' in result)) return result;
    const isForProgram = !REFUSAL_TABLE[result.refusal.kind].mendable || isStepUp(result.refusal, visit.served.auth, visit.ports);
    if (isForProgram) tellProgram(result.refusal);
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

/** Tools that could never do anything are not shown: without the role or the scope, and where agents only read. */
const mayWrite = ({ served }: Visit, { policy }: AboutWiki): boolean =>
  !denialOf(served.auth, { access: 'write' }) && (policy === undefined || mayChangeSomething(policy));

const instructionsOf = ({ served, wiki }: Visit, about: AboutWiki, writable: boolean): string => {
  const maySee = (path: string): boolean => pathPermits(served.auth.pathRules, path, 'read');
  const policy = policyLine(about.policy, maySee);
  const address = `${wiki.owner}/${wiki.slug}`;
  const { name = wiki.name, purpose = '' } = about;
  return instructionsFor({ name, purpose, address, home: homeOf(wiki), writable, policy });
};

const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const { auth, request } = served;
  if (!auth.wiki) return problemResponse(unknownWiki({}).refusal);
  if (isForeign(served, ports)) return problemResponse(refusals['origin.foreign']({}).refusal);
  const visit: Visit = { served, context, ports, wiki: auth.wiki };
  const forProgram: Refusal[] = [];
  const response = await ports.protocol.serve(request, await sessionOf(visit, (refusal) => void forProgram.push(refusal)));
  const [refusal] = forProgram;
  return refusal ? told(refusal, visit) : response;
};
export default slice;

/** On AWS an open answer is a function that is paid for while nothing happens: there, agents ask get_recent_changes. */
const follow = (visit: Visit): Pick<Session, 'follow'> =>
  visit.ports.deployment.world === 'aws' ? {} : { follow: (signal) => followedPages(visit, untilLeft(signal, visit.served)) };

/** The caller may go, and so may the program. */
const untilLeft = (signal: AbortSignal, { left }: Served): AbortSignal => (left ? AbortSignal.any([signal, left]) : signal);

const sessionOf = async (visit: Visit, tellProgram: (refusal: Refusal) => void): Promise<Session> => {
  const { auth, request } = visit.served;
  const about = await aboutWiki(visit.ports, visit.wiki.id);
  const writable = mayWrite(visit, about);
  return {
    instructions: instructionsOf(visit, about, writable),
    tools: ({ client }) => toolsFor(auth, { client: client ?? request.headers.get('User-Agent') ?? '', writable }),
    call: async (name, input, claims) => {
      const tool = findTool(name);
      if (!tool) return undefined;
      const call = callOf(visit, claims);
      return metered(name, call, () => callTool(visit, { tool, input, claims, call }, tellProgram));
    },
    resources: pageResources(visit),
    ...follow(visit),
  };
};

/** A client that can get itself other credentials is told so where it looks. */
const told = (refusal: Refusal, { served, ports }: Visit): Response => {
  const response = problemResponse(refusal);
  const door = { publicUrl: ports.deployment.publicUrl, path: served.url.pathname };
  if (response.status === 401) response.headers.set('WWW-Authenticate', signInChallenge(door, refusal));
  if (isStepUp(refusal, served.auth, ports)) response.headers.set('WWW-Authenticate', stepUpChallenge(door));
  return response;
};
