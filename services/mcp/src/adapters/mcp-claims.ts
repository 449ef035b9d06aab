/** What a request says of its caller. Only the present revision carries who calls, and lets its person be asked, without a session. */
import type { ClientCapabilities, ServerContext } from '@modelcontextprotocol/server';
import { CLIENT_CAPABILITIES_META_KEY, CLIENT_INFO_META_KEY, inputRequired, inputResponse } from '@modelcontextprotocol/server';
import { present } from '@wikibot/contracts/define/present';
import type { Dialog, Question } from '../domain/dialog.ts';
import type { Claims } from '../ports.ts';

/** The name under which the one question of a call travels. */
const APPROVAL = 'approval';

const dialogOf = (mcpReq: ServerContext['mcpReq'], capabilities: ClientCapabilities | undefined): Dialog => {
  const about = mcpReq.requestState<unknown>();
  const response = inputResponse(mcpReq.inputResponses, APPROVAL);
  const answer = typeof about === 'string' && response.kind === 'elicit' ? { about, accepted: response.action === 'accept' } : undefined;
  const elicitation = capabilities?.elicitation;
  // A client that does not say how it asks, asks by forms (MCP 2026-07-28, "Elicitation").
  const canAsk = elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return present({ canAsk, answer });
};

export const claimsOf = ({ mcpReq }: ServerContext): Claims => {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  const { name } = (envelope[CLIENT_INFO_META_KEY] ?? {}) as { readonly name?: unknown }; // the SDK has checked that it is an object
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined; // likewise
  return present({
    meta: { ...mcpReq._meta },
    client: typeof name === 'string' ? name : undefined,
    dialog: dialogOf(mcpReq, capabilities),
  });
};

export const questionResult = ({ question, about }: Question) =>
  inputRequired({
    inputRequests: { [APPROVAL]: inputRequired.elicit({ message: question, requestedSchema: { type: 'object', properties: {} } }) },
    requestState: about,
  });
