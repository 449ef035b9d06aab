import type { ServeSlice } from '@wikibot/contracts/define/service';
import { connectScreen } from '../domain/templates/settings/connect.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiOf, wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const { id, owner, slug } = wikiOf(served);
  const site = ports.deployment.publicUrl.replace(/\/+$/, '');
  const signsIn = ports.deployment.authorizationServer !== undefined;
  return htmlResponse(connectScreen({ ...(await wikiScreen(served, ports)), id, slug, address: `${owner}/${slug}`, site, signsIn }));
};

export default slice;
