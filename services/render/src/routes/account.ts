import type { ServeSlice } from '@wikibot/contracts/define/service';
import { accountScreen } from '../domain/templates/settings/account.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, languageOf, shellOf } from './shell.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const language = languageOf(served);
  return htmlResponse(
    accountScreen({
      shell: shellOf(served, ports),
      username: served.auth.username ?? '',
      addressPrefix: `${new URL(ports.deployment.publicUrl).host}/`,
      ...(language === undefined ? {} : { language }),
    }),
  );
};

export default slice;
