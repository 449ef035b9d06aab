import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Webhook } from 'standardwebhooks';
import { openReceiver } from '../house/receiver.ts';
import type { Receiver } from '../house/receiver.ts';
import { insist } from '../house/wiki.ts';
import { openTemplateHouse } from './house.ts';
import type { TemplateHouse } from './house.ts';
import { REGION } from './physical.ts';

const HOST = 'hooks.example.org';
let receiver: Receiver;
let house: TemplateHouse;
beforeAll(async () => {
  receiver = await openReceiver();
  house = await openTemplateHouse({ internet: new Map([[HOST, receiver.url]]) });
}, 120_000);
afterAll(async () => {
  await house?.close();
  await receiver?.close();
});

const endOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'done',
    ({ name }: Error) => name,
  );

const readingKey = (fn: string): Promise<string> => {
  const { deployed } = house;
  const credentials = { accessKeyId: deployed.functionOf(fn).name, secretAccessKey: 'x' };
  const ssm = new SSMClient({ region: REGION, credentials, endpoint: deployed.services.parameters.endpoint, maxAttempts: 1 });
  return endOf(ssm.send(new GetParameterCommand({ Name: '/wikibot/wiki/webhook-key', WithDecryption: true })));
};

describe('the function outside', () => {
  it('delivers what the functions inside have written, with a role of its own', async () => {
    const { notes, deployed } = house;
    const body = { url: `https://${HOST}/one` };
    const { secret } = insist(await notes.client.send('POST', `${notes.api}/webhooks`, { body }), 201).json<{ secret: string }>();
    const { sequence } = await notes.write('Pond', 'x');
    await receiver.arrived('/one', 1);
    const [one] = receiver.received;
    expect(new Webhook(secret).verify(one?.text ?? '', one?.headers ?? {})).toMatchObject({ data: { change: { sequence } } });
    expect([deployed.refused, deployed.faults, house.deadLetters()]).toEqual([[], [], []]);
  });

  it('calls nothing without TLS, and nothing that is not public', async () => {
    const { notes } = house;
    for (const url of [`http://${HOST}/`, 'https://127.0.0.1/', 'https://[fd00:ec2::254]/']) {
      const answer = await notes.client.send('POST', `${notes.api}/webhooks`, { body: { url } });
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([422, 'webhook.address']);
    }
  });

  it('alone can open what secrets are sealed with', async () => {
    expect(await readingKey('WikibotWiki outside')).toBe('done');
    for (const fn of ['http', 'work', 'timer']) expect(await readingKey(`WikibotWiki ${fn}`)).toBe('AccessDeniedException');
  });
});
