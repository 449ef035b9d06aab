import type { ServeSlice } from '@wikibot/contracts/define/service';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { wikiAttachmentsScreen } from '../domain/templates/files/attachment-screens.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, sendsFiles } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const MIB = 1024 * 1024;

export const ATTACHMENT_BOUNDS = { mostBytes: MAX_ATTACHMENT_BYTES, mostSize: `${MAX_ATTACHMENT_BYTES / MIB} MB` } as const;

const slice: ServeSlice<Ports> = async (served, _context, ports) =>
  htmlResponse(wikiAttachmentsScreen({ ...(await wikiScreen(served, ports)), ...ATTACHMENT_BOUNDS }), 200, sendsFiles(ports.deployment));

export default slice;
