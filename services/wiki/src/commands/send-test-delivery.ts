import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { sendTestDelivery } from '@wikibot/contracts/requests/webhooks';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import type { OutsidePorts } from '../ports/outside.ts';
import { shownWiki } from '../queries/webhook-changes.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof sendTestDelivery, OutsidePorts> = async ({ wikiId, webhookId: id }, { requestId }, ports) => {
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki) return refusals['wiki.not-found']({});
  const test = { name: requestId.replaceAll('-', ''), content: { wiki: await shownWiki(ports, wiki) } };
  const attempt = await ports.deliveries.test({ wikiId, id }, test);
  return attempt ? { ok: true, answer: { attempt }, token: {} } : webhookRefusals['webhook.not-found']({ id });
};

export default slice;
