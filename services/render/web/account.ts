import { type Meter, dataList, usageList, type WikiUsageRow } from '../src/domain/templates/settings/usage.ts';
import { fill } from '../src/domain/texts/fill.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { type Answer, ask, recordOf, recordsOf, statusOf, succeeded, textOf } from './parts/api.ts';
import { copyables } from './parts/copyable.ts';
import { draw, drawProblem } from './parts/draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, sent, valueOf, whyNot } from './parts/forms.ts';
import { leaveNotice } from './parts/notice.ts';
import { element, fact, locale, spoken } from './parts/screen.ts';
import { sizeText } from './parts/size-text.ts';
import { tokens } from './parts/token-list.ts';

type Told = Readonly<Record<string, unknown>>;

/** Read by the server for the language of every screen. */
const LANGUAGE_COOKIE = 'wikibot_language';
const YEAR_SECONDS = 31_536_000;

const t = spoken() as Texts;
const me = '/api/v1/me';

const profileForm = async (): Promise<void> => {
  const form = element('profile-form', HTMLFormElement);
  const answer = await ask(me);
  if (!succeeded(answer)) return sayIn(form, { problem: whyNot(answer, t) });
  element('display-name', HTMLInputElement).value = textOf(answer.body['displayName']);
  onSubmit(form, () => sent(me, { method: 'PATCH', body: { displayName: valueOf(form, 'displayName') } }, { t, said: () => t.saved }));
  readyToSend(form);
};

const rename = async (username: string): Promise<Sent> => {
  const answer = await ask(me, { method: 'PATCH', body: { username } });
  if (!succeeded(answer)) return { problem: statusOf(answer) === 422 ? t.addressReserved : whyNot(answer, t) };
  leaveNotice(fill(t.usernameChanged, { name: textOf(answer.body['username']) }));
  location.reload();
  return { said: '' };
};

const usernameForm = (): void => {
  const form = element('username-form', HTMLFormElement);
  const user = element('user', HTMLInputElement);
  const preview = (): void => {
    element('user-preview', HTMLElement).hidden = user.value === '' || user.value === fact('username');
    element('address-then', HTMLElement).textContent = `${fact('prefix') ?? ''}${user.value}/`;
  };
  user.addEventListener('input', preview);
  onSubmit(form, () => rename(user.value.trim()));
  readyToSend(form);
  preview();
};

const languageChoice = (): void => {
  const select = element('language', HTMLSelectElement);
  select.addEventListener('change', () => {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    const age = select.value === '' ? 0 : YEAR_SECONDS;
    document.cookie = `${LANGUAGE_COOKIE}=${select.value}; path=/; max-age=${age}; samesite=lax${secure}`;
    location.reload();
  });
};

const meterOf = (name: string, told: Told, written?: (count: number) => string): Meter => ({
  name,
  used: Number(told['used']) || 0,
  ...(typeof told['limit'] === 'number' && { limit: told['limit'] }),
  ...(written && { written }),
});

const usageOf = (wiki: Told): WikiUsageRow => {
  const usage = recordOf(wiki['usage']);
  const inBytes = (bytes: number): string => sizeText(bytes, locale());
  return {
    name: textOf(wiki['name']),
    href: textOf(wiki['href']),
    meters: [
      meterOf(t.usagePages, recordOf(usage['pages'])),
      meterOf(t.usageAuthors, recordOf(usage['authors'])),
      meterOf(t.usageStorage, recordOf(usage['storage']), inBytes),
    ],
  };
};

const showUsage = async (wikis: readonly Told[]): Promise<void> => {
  const place = element('usage-list', HTMLElement);
  const answer = await ask('/api/v1/plan');
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  const { limits, usage, plan } = answer.body;
  const counted = { used: recordOf(usage)['wikis'], limit: recordOf(limits)['wikis'] };
  draw(place, usageList({ plan: textOf(plan), wikis: meterOf(t.usageWikis, counted), rows: wikis.map(usageOf) }, t));
};

const exportable = ({ status }: Told): boolean => status === 'active' || status === 'archived';
const named = (wiki: Told) => ({ name: textOf(wiki['name']), href: textOf(wiki['href']) });

const chooseAmong = (wikis: readonly Told[]): void => {
  const select = element('token-wiki', HTMLSelectElement);
  for (const wiki of wikis) select.append(new Option(textOf(wiki['name']), `${textOf(wiki['owner'])}/${textOf(wiki['slug'])}`));
};

const scopeOf =
  (wikis: readonly Told[]) =>
  (token: Told): string => {
    if (token['wikiId'] === undefined) return t.tokenForAccount;
    const wiki = wikis.find(({ id }) => id === token['wikiId']);
    return wiki ? textOf(wiki['name']) : textOf(token['wikiId']);
  };

const withWikis = async (answer: Answer): Promise<void> => {
  const wikis = succeeded(answer) ? recordsOf(answer.body['wikis']) : [];
  const data = element('data-list', HTMLElement);
  if (succeeded(answer)) draw(data, dataList(wikis.filter(exportable).map(named), t));
  else drawProblem(data, whyNot(answer, t));
  chooseAmong(wikis.filter(exportable));
  await Promise.all([tokens({ t, shows: () => true, scopeOf: scopeOf(wikis) }), showUsage(wikis.filter(exportable))]);
};

copyables(t.copied);
languageChoice();
usernameForm();
await Promise.all([profileForm(), ask('/api/v1/wikis').then(withWikis)]);
