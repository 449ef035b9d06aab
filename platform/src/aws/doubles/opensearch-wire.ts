/**
 * A double of OpenSearch at the wire: making an index behind an alias, bulks of versioned documents, searches, versions by id, refresh and
 * deletion by query (OpenSearch documentation, api-reference). All documents are on one shard, the worst case for whoever forgets to whom
 * they belong. Faults can be ordered.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, callerOf, listening, WireRefusal } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { answerOf } from './opensearch-api.ts';
import type { ApiAnswer, ApiCall } from './opensearch-body.ts';
import { errorBody, refusal } from './opensearch-refusals.ts';
import { storeOf } from './opensearch-store.ts';
import type { Store } from './opensearch-store.ts';

/** What goes wrong with the next calls of a kind. */
export interface OrderedFault {
  /** Last part of the path, e.g. `_bulk`. */
  readonly call: string;
  readonly times: number;
  /** A status to answer with; `drop` closes the connection before anything is done, `drop-after` once it is done. */
  readonly how: 429 | 502 | 503 | 'drop' | 'drop-after';
}

export interface OpenSearchWireOptions {
  readonly now?: () => number;
  readonly admit?: Admit;
}

export interface OpenSearchWire extends Wire, Pick<Store, 'failItems' | 'disturbDeletions' | 'drop'> {
  /** Every call: method, path and parameters. */
  readonly calls: readonly string[];
  order(fault: OrderedFault): void;
}

const STATUS_TYPES = {
  429: 'rejected_execution_exception',
  502: 'no_node_available_exception',
  503: 'cluster_block_exception',
} as const;

const faultsOf = () => {
  const ordered: { call: string; times: number; how: OrderedFault['how'] }[] = [];
  return {
    order: (fault: OrderedFault): void => void ordered.push({ ...fault }),
    next: (path: string): OrderedFault['how'] | undefined => {
      const fault = ordered.find(({ call, times }) => times > 0 && path.endsWith(call));
      if (fault) fault.times -= 1;
      return fault?.how;
    },
  };
};

const callOf = (incoming: IncomingMessage, body: string): ApiCall => {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://double');
  const segments = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  return { method: incoming.method ?? '', segments, parameters: Object.fromEntries(searchParams), body };
};

const ERRORS = 'api-reference/common-parameters';

const answered = (carryOut: () => ApiAnswer): ApiAnswer => {
  try {
    return carryOut();
  } catch (error) {
    const said =
      error instanceof WireRefusal ? error : new WireRefusal('exception', `the double failed: ${String(error)}`, { status: 500 });
    return { status: said.status, body: errorBody(said) };
  }
};

export const openSearchWire = async ({ now = Date.now, admit = () => undefined }: OpenSearchWireOptions = {}): Promise<OpenSearchWire> => {
  const store = storeOf(now);
  const faults = faultsOf();
  const calls: string[] = [];
  const carryOut = (call: ApiCall, caller: string, fault: OrderedFault['how'] | undefined): ApiAnswer => {
    if (typeof fault === 'number') throw refusal(STATUS_TYPES[fault], 'ordered by the test', { page: ERRORS, status: fault });
    const operation = `ESHttp${call.method.charAt(0)}${call.method.slice(1).toLowerCase()}`;
    admit({ caller, operation, input: { path: call.segments } });
    return answerOf(store, call);
  };
  const wire = await listening(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const call = callOf(incoming, (await bodyOf(incoming)).toString());
    calls.push(`${call.method} ${incoming.url ?? ''}`);
    const fault = faults.next(call.segments.join('/'));
    if (fault === 'drop') return void incoming.socket.destroy();
    const { status, body } = answered(() => carryOut(call, callerOf(incoming), fault));
    if (fault === 'drop-after') return void incoming.socket.destroy();
    outgoing.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' }).end(body && JSON.stringify(body));
  });
  const { failItems, disturbDeletions, drop } = store;
  return { ...wire, calls, order: faults.order, failItems, disturbDeletions, drop };
};
