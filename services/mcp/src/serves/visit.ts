import type { Context } from '@wikibot/contracts/define/context';
import type { Served } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';
import type { Call } from '../tools/tool.ts';

/** One HTTP request to the endpoint of a wiki that exists for its caller. */
export interface Visit {
  readonly served: Served;
  readonly context: Context;
  readonly ports: Ports;
  readonly wiki: Call['wiki'];
}
