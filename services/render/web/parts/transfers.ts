/** Offers of wikis: made and taken back in the settings, taken or declined on the dashboard. */
import { type Offer, offerGiven, offersReceived } from '../../src/domain/templates/settings/transfers.ts';
import { fill } from '../../src/domain/texts/fill.ts';
import type { Texts } from '../../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, succeeded, textOf } from './api.ts';
import { confirmInPlace } from './confirm.ts';
import { draw } from './draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, valueOf, whyNot } from './forms.ts';
import { leaveNotice } from './notice.ts';
import { element, fact, locale } from './screen.ts';

type Told = Readonly<Record<string, unknown>>;

const API = '/api/v1/transfers';

const offerOf = (told: Told): Offer => {
  const obstacle = textOf(recordOf(told['obstacle'])['message']);
  const reason = textOf(told['reason']);
  return {
    id: textOf(told['id']),
    name: textOf(told['name']),
    from: textOf(told['from']),
    to: textOf(told['to']),
    until: textOf(told['until']),
    expired: told['expired'] === true,
    ...(reason !== '' && { reason }),
    ...(obstacle !== '' && { obstacle }),
  };
};

const listed = async (which: 'given' | 'received'): Promise<readonly Told[]> => {
  const answer = await ask(API);
  return succeeded(answer) ? recordsOf(answer.body[which]) : [];
};

/** There is at most one offer of a wiki; while it stands no other is made. */
const showGiven = async (t: Texts): Promise<void> => {
  const given = (await listed('given')).find(({ wikiId }) => wikiId === fact('wiki'));
  const place = element('offer', HTMLElement);
  element('offer-form', HTMLFormElement).hidden = given !== undefined;
  if (given) draw(place, offerGiven(offerOf(given), { t, locale: locale() }));
  else place.replaceChildren();
};

const offer = async (form: HTMLFormElement, t: Texts): Promise<Sent> => {
  const reason = valueOf(form, 'reason');
  const staysAs = element('offer-stays', HTMLInputElement).checked ? 'editor' : 'none';
  const answer = await ask(`/api/v1/wikis/${fact('wiki') ?? ''}/transfer`, {
    method: 'POST',
    body: { to: valueOf(form, 'to'), staysAs, ...(reason !== '' && { reason }) },
  });
  if (!succeeded(answer)) return { problem: whyNot(answer, t) };
  form.reset();
  await showGiven(t);
  return { said: '' };
};

interface Press {
  readonly row: HTMLElement;
  readonly t: Texts;
}

const press = async (way: 'withdraw' | 'accept' | 'decline', { row, t }: Press): Promise<Told | undefined> => {
  const answer = await ask(`${API}/${row.dataset['offer'] ?? ''}/${way}`, { method: 'POST', ...(way === 'accept' && { body: {} }) });
  if (succeeded(answer)) return answer.body;
  sayIn(row, { problem: whyNot(answer, t) });
  return undefined;
};

const pressedIn = (place: HTMLElement, pressed: (button: HTMLElement, row: HTMLElement) => void): void => {
  place.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const row = button?.closest<HTMLElement>('[data-offer]');
    if (button && row) pressed(button, row);
  });
};

/** In the settings of a wiki. */
export const handOver = async (t: Texts): Promise<void> => {
  const form = element('offer-form', HTMLFormElement);
  onSubmit(form, () => offer(form, t));
  const withdraw = async (row: HTMLElement): Promise<void> => {
    if (await press('withdraw', { row, t })) await showGiven(t);
  };
  pressedIn(element('offer', HTMLElement), (button, row) =>
    confirmInPlace(button, { ask: t.handWithdrawAsk, no: t.confirmNo, yes: () => withdraw(row) }),
  );
  await showGiven(t);
  readyToSend(form);
};

const take = async (row: HTMLElement, t: Texts): Promise<void> => {
  const taken = await press('accept', { row, t });
  if (!taken) return;
  leaveNotice(fill(t.handTaken, { name: row.dataset['name'] ?? '' }));
  location.assign(textOf(taken['href']));
};

const showReceived = async (place: HTMLElement, t: Texts): Promise<void> => {
  const offers = (await listed('received')).map(offerOf).filter(({ expired }) => !expired);
  draw(place, offersReceived(offers, { t, locale: locale() }));
};

/** On the dashboard. */
export const offersToMe = async (place: HTMLElement, t: Texts): Promise<void> => {
  const decline = async (row: HTMLElement): Promise<void> => {
    if (await press('decline', { row, t })) await showReceived(place, t);
  };
  pressedIn(place, (button, row) => {
    if (button.dataset['do'] === 'accept') void take(row, t);
    else confirmInPlace(button, { ask: t.handDeclineAsk, no: t.confirmNo, yes: () => decline(row) });
  });
  await showReceived(place, t);
};
