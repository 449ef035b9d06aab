import type { ServeSlice } from '@wikibot/contracts/define/service';
import { searchView } from '../domain/templates/search-view.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const MOST_CHARACTERS = 400;

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const query = (served.url.searchParams.get('query') ?? '').trim().slice(0, MOST_CHARACTERS).toWellFormed();
  return htmlResponse(searchView({ ...(await wikiScreen(served, ports)), query }));
};

export default slice;
