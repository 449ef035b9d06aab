/** The event catalogue as one Markdown page. */
import { detailTypeOf, Envelope } from '@wikibot/contracts/define/envelope';
import { inputSchemaOf, outputSchemaOf } from '@wikibot/contracts/define/json-schema';
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import type { Asked, Published, PublishedStream, ServiceCatalogue } from './catalogue.ts';
import { namedSchemas } from './named-schemas.ts';
import { fieldTable, typeText } from './schema-table.ts';

const INTRODUCTION = `# Event catalogue

Written by \`npm run docs\` from the manifests and contracts. A change here is lost; change the declarations.

Messages travel on one bus as the \`detail\` of an EventBridge event. Its \`detail-type\` is \`<name>.v<version>\`, its \`source\` is
\`wikibot.<service>\`. A **fact** happened and is kept for ever in its stream. A **notice** is the present state of a row that others show; it is
never archived or replayed. A **request** asks for something to be done or found, has a deadline, and is answered once, to whoever asked.

A view folds facts and may see them again. A reaction has a side effect and never sees a replay. Which saga steps and REST routes cause a request is
listed; a service that asks another through its mailbox says so in its code, so that is not listed here.
`;

export const eventsPage = (catalogue: readonly ServiceCatalogue[]): string =>
  [INTRODUCTION, contents(catalogue), ...catalogue.map(serviceSection), subscriptions(catalogue), namedSection(catalogue)].join('\n');

const contents = (catalogue: readonly ServiceCatalogue[]): string => {
  const rows = catalogue.map(({ manifest, streams, notices, requests }) => {
    const facts = streams.flatMap((one) => one.facts);
    return `| [${manifest.name}](#${manifest.name}) | ${manifest.meaning} | ${facts.length} | ${notices.length} | ${requests.length} |`;
  });
  return ['| Service | | Facts | Notices | Requests |', '|---|---|---|---|---|', ...rows, ''].join('\n');
};

const serviceSection = ({ manifest, streams, notices, requests }: ServiceCatalogue): string =>
  [
    `## ${manifest.name}\n\n${manifest.meaning}\n`,
    ...streams.map(streamSection),
    ...(notices.length > 0 ? ['### Notices\n', ...notices.map((one) => publishedSection(one))] : []),
    ...(requests.length > 0 ? ['### Requests\n', ...requests.map(requestSection)] : []),
  ].join('\n');

const streamSection = ({ stream, facts }: PublishedStream): string =>
  [`### Stream \`${stream.name}\`\n\n${stream.meaning}\n`, ...facts.map(publishedSection)].join('\n');

const code = (text: string): string => `\`${text}\``;
const listed = (names: readonly string[]): string => (names.length === 0 ? 'nobody' : names.map(code).join(', '));
const link = (key: string): string => `[JSON Schema](schemas/${key}.json)`;
const ownerOf = (name: string): string => name.slice(0, name.indexOf('.'));

const publishedSection = ({ message, foldedBy, reactedToBy }: Published): string => {
  const key = detailTypeOf(message);
  const pattern = JSON.stringify({ source: [`wikibot.${ownerOf(message.name)}`], 'detail-type': [key] });
  return [
    `#### ${message.name}\n\n${message.meaning}\n`,
    `- Version ${message.version}, ${link(key)}`,
    `- Published by \`${ownerOf(message.name)}\``,
    ...(message.kind === 'fact' ? [`- Folded by ${listed(foldedBy)}`] : []),
    `- Reacted to by ${listed(reactedToBy)}`,
    `- Pattern \`${pattern}\``,
    '',
    fieldTable(inputSchemaOf(message.data)),
  ].join('\n');
};

const TRAITS: readonly ((request: Asked['request']) => string | undefined)[] = [
  ({ access }) => (access === 'system' ? 'asked inside only' : `needs \`${access}\` from outside`),
  ({ deadline }) => `dropped when not served within ${deadline} s`,
  ({ safe }) => (safe ? 'changes nothing' : undefined),
  ({ confidential }) => (confidential ? 'its answer holds a secret, so it never travels on the bus' : undefined),
];

const requestSection = ({ request, routes, steps }: Asked): string => {
  const [key, answer] = [detailTypeOf(request), detailTypeOf({ ...request, kind: 'answer' })];
  return [
    `#### ${request.name}\n\n${request.meaning}\n`,
    `- Version ${request.version}, ${link(key)}; ${TRAITS.map((trait) => trait(request))
      .filter(Boolean)
      .join('; ')}`,
    `- Answered by \`${ownerOf(request.name)}\`, ${link(answer)} of the answer`,
    ...(routes.length > 0 ? [`- Over REST ${listed(routes)}`] : []),
    ...(steps.length > 0 ? [`- Asked by ${steps.join('; ')}`] : []),
    '',
    fieldTable(inputSchemaOf(request.data)),
    'Answer:\n',
    fieldTable(outputSchemaOf(request.answer)),
  ].join('\n');
};

const subscriptions = (catalogue: readonly ServiceCatalogue[]): string => {
  const rows = catalogue
    .flatMap(({ manifest }) => subscriptionsOf(manifest))
    .map(({ subscriber, pattern }) => `| \`${subscriber}\` | \`${JSON.stringify(pattern)}\` |`);
  return [
    '## Subscriptions\n',
    "One queue each. `requests` and `mailbox` are the kernel's own.\n",
    '| Subscriber | Pattern |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
};

const envelope = inputSchemaOf(Envelope);

/** The documents of everything in the catalogue, for the schemas they name. */
const documentsOf = (catalogue: readonly ServiceCatalogue[]): readonly JsonSchema[] => [
  envelope,
  ...catalogue.flatMap(({ streams, notices, requests }) => [
    ...[...streams.flatMap(({ facts }) => facts), ...notices].map(({ message }) => inputSchemaOf(message.data)),
    ...requests.flatMap(({ request }) => [inputSchemaOf(request.data), outputSchemaOf(request.answer)]),
  ]),
];

const namedSection = (catalogue: readonly ServiceCatalogue[]): string =>
  ['## Named types\n', ...[...namedSchemas(documentsOf(catalogue))].map(([name, schema]) => namedType(name, schema))].join('\n');

const namedType = (name: string, schema: JsonSchema): string => {
  const described = typeof schema['description'] === 'string' ? `${schema['description']}\n` : '';
  const { description: _description, ...rest } = schema;
  const variants = name === 'Envelope' ? `See [JSON Schema](schemas/envelope.json).\n` : variantsOf(rest);
  return [`### ${name}\n`, described, variants].filter(Boolean).join('\n');
};

/** A union of objects is shown one table a member, told apart by its constant field. */
const variantsOf = (schema: JsonSchema): string => {
  const members = Array.isArray(schema['oneOf']) ? (schema['oneOf'] as readonly JsonSchema[]) : []; // zod writes schemas there
  if (members.length > 0) return members.map(fieldTable).join('\n');
  return schema['type'] === 'object' && 'properties' in schema ? fieldTable(schema) : `${typeText(schema)}\n`;
};
