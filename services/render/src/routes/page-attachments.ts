import type { ServeSlice } from '@wikibot/contracts/define/service';
import { pageAttachmentsScreen } from '../domain/templates/files/attachment-screens.ts';
import type { Ports } from '../ports.ts';
import { ATTACHMENT_BOUNDS } from './attachments.ts';
import { pagePlace } from './page-place.ts';
import { htmlResponse, sendsFiles } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const page = await pagePlace(served, ports, '/attachments');
  if (page instanceof Response) return page;
  const screen = pageAttachmentsScreen({ ...(await wikiScreen(served, ports, page.path)), ...ATTACHMENT_BOUNDS, page });
  return htmlResponse(screen, 200, sendsFiles(ports.deployment));
};

export default slice;
