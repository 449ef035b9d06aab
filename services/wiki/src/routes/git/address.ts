/** The address of a clone in a browser: the wiki is next to it. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../../ports.ts';

const slice: ServeSlice<Ports> = ({ params }) => {
  const path = [params['owner'] ?? '', params['wiki'] ?? ''].map(encodeURIComponent).join('/');
  return Promise.resolve(new Response(null, { status: 303, headers: { Location: `/${path}/`, 'Cache-Control': 'no-store' } }));
};

export default slice;
