import type { ServeSlice } from '@wikibot/contracts/define/service';
import { ARCHIVE_LIMITS } from '@wikibot/contracts/requests/imports';
import type { Ending } from '../domain/templates/settings/ending.ts';
import { settingsOfAnother, settingsScreen } from '../domain/templates/settings/settings-screen.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { HOME, mayOwn, wikiOf, wikiScreen } from './wiki-screen.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;

/** What the door knows is on the screen at once; browser code asks the API for the rest. */
const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const { id, name, owner, slug, visibility, home = HOME, ending } = wikiOf(served);
  const screen = await wikiScreen(served, ports);
  if (!mayOwn(served.auth)) return htmlResponse(settingsOfAnother(screen, owner), 403);
  const addressPrefix = `${new URL(ports.deployment.publicUrl).host}/${owner}/`;
  return htmlResponse(
    settingsScreen({
      ...screen,
      known: { id, name, owner, slug, visibility, home, addressPrefix },
      ...(ending === undefined ? {} : { ending: endingAt(ending, ports.clock.now()) }),
      mostZip: `${ARCHIVE_LIMITS.bytes / MIB} MB`,
    }),
  );
};

export default slice;

const endingAt = (until: string, now: number): Ending => ({ until, days: Math.max(1, Math.ceil((Date.parse(until) - now) / DAY_MS)) });
