/** Where git begins: what there is to fetch, or what a push may start from. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { commandAdvertisement, refAdvertisement, type GitService } from '../../domain/git-protocol/ref-advertisement.ts';
import type { Ports } from '../../ports.ts';
import { plainAnswer, refusedPlainly, UNCACHED } from './plain-answers.ts';
import { readableWiki } from '../readable-wiki.ts';
import { versionOf, writableWiki } from './served-wiki.ts';

const slice: ServeSlice<Ports> = async ({ request, url, auth }, _context, ports) => {
  const service = serviceIn(url);
  // gitprotocol-http(5), "Smart Server Response": a service that is not known is answered with 403.
  if (!service) return plainAnswer(403, 'Only the smart HTTP protocol is served here: use git 1.6.6 or newer.');
  const wiki = await (service === 'git-upload-pack' ? readableWiki : writableWiki)(auth, ports);
  if ('refusal' in wiki) return refusedPlainly(wiki.refusal);
  // Pushing has no version 2.
  const content = service === 'git-upload-pack' && versionOf(request) === 2 ? commandAdvertisement() : refAdvertisement(service, wiki.head);
  return new Response(content as Uint8Array<ArrayBuffer>, {
    headers: { ...UNCACHED, 'Content-Type': `application/x-${service}-advertisement` },
  });
};

export default slice;

const serviceIn = (url: URL): GitService | undefined => {
  const name = url.searchParams.get('service');
  return name === 'git-upload-pack' || name === 'git-receive-pack' ? name : undefined;
};
