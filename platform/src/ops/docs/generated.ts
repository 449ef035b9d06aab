/** Every generated document, as text by its path below the project's folder. */
import type { Manifest } from '@wikibot/contracts/define/service';
import { catalogueOf, messagesOf } from './catalogue.ts';
import { jsonText, schemaDocuments } from './documents.ts';
import { eventsPage } from './events-page.ts';
import { openApiOf } from './openapi.ts';
import { readSagaSteps } from './saga-steps.ts';

export const SCHEMA_FOLDER = 'docs/schemas';

export const generatedDocuments = async (manifests: readonly Manifest[], version: string): Promise<ReadonlyMap<string, string>> => {
  const schemas = schemaDocuments(manifests.flatMap(messagesOf));
  return new Map([
    ['docs/events.md', eventsPage(catalogueOf(manifests, await readSagaSteps(manifests)))],
    ['docs/openapi.json', jsonText(openApiOf(manifests, version))],
    ...[...schemas].map(([file, text]): [string, string] => [`${SCHEMA_FOLDER}/${file}`, text]),
  ]);
};
