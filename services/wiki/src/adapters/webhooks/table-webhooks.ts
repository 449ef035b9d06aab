/** Webhooks as rows: one each, one for the time at which somebody has to look after it, and its latest attempts in a ring. */
import type { WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import type { DeliveryAttempt } from '@wikibot/contracts/requests/webhooks';
import { MOST_ATTEMPTS, MOST_WEBHOOKS } from '@wikibot/contracts/requests/webhooks';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Json, Operation, Row, Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import type { Webhook, WebhookKey } from '../../domain/webhooks/webhook.ts';
import type { Changed, ReadWebhook, Webhooks } from '../../ports/webhooks.ts';

const DAYS_SECONDS = 30 * 24 * 60 * 60;
const WEBHOOK = 'whk_';
const DUE = 'webhooks-due';

const partition = (wikiId: WikiId): string => `webhooks#${wikiId}`;
const keyOf = ({ wikiId, id }: WebhookKey) => ({ pk: partition(wikiId), sk: id });
const countKey = (wikiId: WikiId) => ({ pk: partition(wikiId), sk: 'count' });
const ring = (id: WebhookId): string => `deliveries#${id}`;
const slot = (number: number): string => String(number % MOST_ATTEMPTS).padStart(3, '0');
const time = (milliseconds: number): string => String(milliseconds).padStart(15, '0');
const dueKey = ({ wikiId, id }: WebhookKey, due: number) => ({ pk: DUE, sk: `${time(due)}#${wikiId}#${id}` });

const asJson = (webhook: Webhook): Json => ({ ...webhook }) as unknown as Json; // it is JSON
const readOf = (row: Row): ReadWebhook => ({ webhook: row['webhook'] as unknown as Webhook, version: Number(row['version']) }); // only this file writes it

/** The row that says when to look again moves with the webhook. */
const dueOperations = (before: Webhook | undefined, after: Webhook | undefined): readonly Operation[] => {
  if (before?.due === after?.due) return [];
  return [
    ...(before?.due === undefined ? [] : [{ delete: dueKey(before, before.due) }]),
    ...(after?.due === undefined ? [] : [{ put: { ...dueKey(after, after.due), wikiId: after.wikiId, id: after.id } }]),
  ];
};

const replacing: Webhooks['replacing'] = ({ webhook: before, version }, webhook) => [
  { put: { ...keyOf(webhook), webhook: asJson(webhook), version: version + 1 }, if: { field: 'version', equals: version } },
  ...dueOperations(before, webhook),
];

const removing: Webhooks['removing'] = ({ webhook, version }) => [
  { delete: keyOf(webhook), if: { field: 'version', equals: version } },
  { add: countKey(webhook.wikiId), amounts: { webhooks: -1 } },
  ...dueOperations(webhook, undefined),
];

const forgetAttempts = async (table: Table, id: WebhookId): Promise<void> => {
  const { rows } = await table.query({ pk: ring(id), limit: MOST_ATTEMPTS });
  if (rows.length > 0) await table.write(rows.map(({ pk, sk }) => ({ delete: { pk, sk } })));
};

/** One that is delivering just now is changed meanwhile: then once more. */
const forgetAll = async (table: Table, wikiId: WikiId): Promise<void> => {
  for (;;) {
    const [row] = (await table.query({ pk: partition(wikiId), prefix: WEBHOOK, limit: 1 })).rows;
    if (!row) break;
    const read = readOf(row);
    try {
      await table.write(removing(read));
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
    await forgetAttempts(table, read.webhook.id);
  }
  await table.write([{ delete: countKey(wikiId) }]);
};

const remembering = (id: WebhookId, attempt: DeliveryAttempt, now: number): Operation => ({
  put: { pk: ring(id), sk: slot(attempt.number), attempt: { ...attempt }, expiresAt: Math.floor(now / 1000) + DAYS_SECONDS },
});

interface Changing extends Parts {
  readonly find: Webhooks['find'];
}

const changer = ({ table, clock, find }: Changing): Webhooks['change'] => {
  const write = async (read: ReadWebhook, { webhook, attempt, with: further = [] }: Changed): Promise<Webhook | undefined> => {
    const remembered = attempt ? [remembering(webhook.id, attempt, clock.now())] : [];
    try {
      await table.write([...replacing(read, webhook), ...remembered, ...further]);
      return webhook;
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
  };
  return async (key, decide) => {
    for (;;) {
      const read = await find(key.wikiId, key.id);
      const changed = read && decide(read.webhook);
      if (!read || !changed) return undefined;
      const written = await write(read, changed);
      if (written) return written;
    }
  };
};

interface Parts {
  readonly table: Table;
  readonly clock: Clock;
}

export const tableWebhooks = ({ table, clock }: Parts): Webhooks => {
  const find: Webhooks['find'] = async (wikiId, id) => {
    const row = await table.get(keyOf({ wikiId, id }));
    return row && readOf(row);
  };
  return {
    find,
    replacing,
    list: async (wikiId) => {
      const { rows } = await table.query({ pk: partition(wikiId), prefix: WEBHOOK });
      return rows.map((row) => readOf(row).webhook);
    },
    adding: (webhook) => [
      { put: { ...keyOf(webhook), webhook: asJson(webhook), version: 1 }, if: 'absent' },
      { add: countKey(webhook.wikiId), amounts: { webhooks: 1 }, if: { field: 'webhooks', below: MOST_WEBHOOKS } },
      ...dueOperations(undefined, webhook),
    ],
    removing,
    forgetAttempts: (id) => forgetAttempts(table, id),
    forgetAll: (wikiId) => forgetAll(table, wikiId),
    change: changer({ table, clock, find }),
    due: async (now, limit) => {
      const { rows } = await table.query({ pk: DUE, limit });
      return rows.filter(({ sk }) => sk < time(now + 1)).map((row) => ({ wikiId: row['wikiId'] as WikiId, id: row['id'] as WebhookId })); // as written above
    },
    attempts: async (id, limit) => {
      const { rows } = await table.query({ pk: ring(id), limit: MOST_ATTEMPTS });
      const attempts = rows.map((row) => row['attempt'] as unknown as DeliveryAttempt); // as written above
      return attempts.toSorted((one, other) => other.number - one.number).slice(0, limit);
    },
  };
};
