/** JSON Schema documents, one per message: the data of facts, notices and requests, and the answers. */
import { Envelope } from '@wikibot/contracts/define/envelope';
import { inputSchemaOf } from '@wikibot/contracts/define/json-schema';
import type { Message } from '@wikibot/contracts/define/pins';
import { declaredBy } from '@wikibot/contracts/define/pins';

/** Text of each document by its file name below `docs/schemas/`. */
export const schemaDocuments = (messages: readonly Message[]): ReadonlyMap<string, string> =>
  new Map([
    [
      'envelope.json',
      jsonText({
        $id: 'urn:wikibot:schema:envelope',
        title: 'Envelope',
        description: 'What travels on the bus.',
        ...inputSchemaOf(Envelope),
      }),
    ],
    ...messages.flatMap((message) =>
      declaredBy(message).map(({ key, kind, schema }): [string, string] => {
        const description = kind === 'answer' ? `Answer: ${message.meaning}` : message.meaning;
        return [`${key}.json`, jsonText({ $id: `urn:wikibot:schema:${key}`, title: key, description, ...schema })];
      }),
    ),
  ]);

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
