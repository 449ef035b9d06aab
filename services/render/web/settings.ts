import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, succeeded } from './parts/api.ts';
import { copyables } from './parts/copyable.ts';
import { sayIn, whyNot } from './parts/forms.ts';
import { base, element, fact, spoken } from './parts/screen.ts';
import { archiveForm, deleteForm, exportSize, restoreForm } from './parts/settings/ending.ts';
import { addressForm, agentsForm, generalForm } from './parts/settings/general.ts';
import { imports } from './parts/settings/imports.ts';
import { webhooks } from './parts/settings/webhooks.ts';
import { tokens } from './parts/token-list.ts';
import { handOver } from './parts/transfers.ts';

const t = spoken() as Texts;

/** What is loaded first is what the forms are about; without it they stay closed and say why. */
const general = async (): Promise<void> => {
  const answer = await ask(`${base()}/api/v1/settings`);
  if (!succeeded(answer)) return sayIn(element('general-form', HTMLFormElement), { problem: whyNot(answer, t) });
  generalForm(answer.body, t);
};

copyables(t.copied);
deleteForm(t);
if (fact('ending') === 'yes') restoreForm(t);
else {
  addressForm(t);
  archiveForm(t);
  imports(t);
  const isOfThisWiki = (token: Readonly<Record<string, unknown>>): boolean => token['wikiId'] === fact('wiki');
  await Promise.all([
    general(),
    agentsForm(t),
    tokens({ t, address: fact('address') ?? '', shows: isOfThisWiki }),
    webhooks(t),
    handOver(t),
    exportSize(t),
  ]);
}
