/** The HTTP side of all manifests as one OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1.html). */
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import type { Manifest } from '@wikibot/contracts/define/service';
import { doorwaysOf } from '../../kernel/http/routes.ts';
import type { Doorway } from '../../kernel/http/routes.ts';
import { namedSchemas } from './named-schemas.ts';
import type { Operation } from './openapi-operations.ts';
import { pageOperation, restOperation } from './openapi-operations.ts';
import { openPath, SECURITY_SCHEMES } from './openapi-parts.ts';

export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: object };
}

const DESCRIPTION = `Wikis for people and their AI agents. Below \`/{owner}/{wiki}/\` is one wiki: its pages, \`api/v1\` for programs and \`mcp\` for agents.
Refusals are problem details (RFC 9457) with a stable \`code\` and what to do about it. Unknown fields of requests are refused by name.`;

export const openApiOf = (manifests: readonly Manifest[], version: string): OpenApi => {
  const operations = manifests.flatMap((manifest) =>
    doorwaysOf(manifest).map((doorway) => ({ ...doorway, operation: operationOf(manifest, doorway) })),
  );
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, operation } of operations) (paths[openPath(path)] ??= {})[method.toLowerCase()] = referring(operation);
  return {
    openapi: '3.1.1',
    info: { title: 'wikibot', version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: [
      ...manifests.map(({ name, meaning }) => ({ name, description: meaning })),
      { name: 'screens', description: 'What people see in their browsers.' },
    ],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { schemas: schemasOf(operations.map(({ operation }) => operation)), securitySchemes: SECURITY_SCHEMES },
  };
};

const operationOf = (manifest: Manifest, { door }: Doorway): Operation => {
  if (door.kind === 'rest') return restOperation(manifest, door.unit, door.route);
  const [name = ''] = Object.entries(manifest.units).find(([, unit]) => unit === door.unit) ?? [];
  return pageOperation(manifest, name, door.unit);
};

/** Every schema document inside an operation, wherever it stands. */
const documentsIn = (value: unknown): readonly JsonSchema[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$defs' in value || '$schema' in value ? [value as JsonSchema] : []; // only schema documents have these keywords
  return [...own, ...Object.values(value).flatMap(documentsIn)];
};

/** Names stand in one place of the document, and schemas refer to them there. */
const referring = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([keyword]) => keyword !== '$defs' && keyword !== '$schema');
  return Object.fromEntries(kept.map(([keyword, inner]) => [keyword, keyword === '$ref' ? moved(String(inner)) : referring(inner)]));
};

const moved = (reference: string): string => reference.replace(/^#\/\$defs\//, '#/components/schemas/');

const schemasOf = (operations: readonly Operation[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...namedSchemas(operations.flatMap(documentsIn))].map(([name, schema]) => [name, referring(schema)]));
