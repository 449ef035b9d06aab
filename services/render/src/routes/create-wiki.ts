import type { ServeSlice } from '@wikibot/contracts/define/service';
import { createWiki } from '../domain/templates/create-wiki.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, shellOf } from './shell.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const addressPrefix = `${new URL(ports.deployment.publicUrl).host}/${served.auth.username ?? ''}/`;
  return htmlResponse(createWiki({ shell: shellOf(served, ports), addressPrefix }));
};

export default slice;
