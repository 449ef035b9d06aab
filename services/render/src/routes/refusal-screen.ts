/** A refusal as a page, for people. */
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { Served } from '@wikibot/contracts/define/service';
import { REFUSAL_TABLE } from '@wikibot/platform/kernel/kernel-refusals';
import type { ErrorModel } from '../domain/templates/error-screens.ts';
import { errorScreen } from '../domain/templates/error-screens.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, shellOf } from './shell.ts';

const refusalScreen = async (refusal: Refusal, served: Served, ports: Ports): Promise<Response> => {
  const { http } = REFUSAL_TABLE[refusal.kind];
  const more: Record<string, string> = http === 503 ? { 'Retry-After': '1' } : {};
  return htmlResponse(errorScreen(modelOf(http, served, ports)), http, more);
};

export default refusalScreen;

const modelOf = (status: number, served: Served, ports: Ports): ErrorModel => {
  const shell = shellOf(served, ports);
  const owner = served.params['owner'] ?? '';
  if (status === 402 || status === 403) return { shell, status, owner };
  if (status === 503) return { shell, status };
  return status === 404 || status === 410 ? { shell, status: 404 } : { shell, status: 500, reference: String(status) };
};
