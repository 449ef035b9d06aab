/**
 * How this deployment describes itself to the public registry of MCP servers: the parts that it uses of the format of 2025-12-11
 * (modelcontextprotocol.io, "MCP Registry", `server.json`: ServerDetail, RemoteTransport, Input, KeyValueInput).
 */
import * as z from 'zod';

export const SERVER = { name: 'wikibot', title: 'wikibot', version: '0.1.0' } as const;

const DESCRIPTION = 'A wiki with a git repository and an MCP endpoint of its own, for people and their AI agents.';

const Variable = z.strictObject({ description: z.string(), isRequired: z.boolean().optional(), isSecret: z.boolean().optional() });

export const RegistryEntry = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    .describe('A domain of the publisher, from its end, and a name below it.'),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().max(255),
  websiteUrl: z.url(),
  remotes: z.array(
    z.strictObject({
      type: z.literal('streamable-http'),
      url: z.string().regex(/^https?:\/\/[^\s]+$/),
      variables: z.record(z.string(), Variable),
      headers: z.array(Variable.extend({ name: z.string() })),
    }),
  ),
});
export type RegistryEntry = z.infer<typeof RegistryEntry>;

/** `wiki.example.org` belongs to whoever has `org.example.wiki`. */
const namespaceOf = ({ hostname }: URL): string =>
  hostname
    .replace(/[^a-zA-Z0-9.-]/g, '')
    .split('.')
    .reverse()
    .join('.');

/** @param publicUrl where the deployment is reached, without a slash at its end */
export const registryEntryFor = (publicUrl: string): RegistryEntry => ({
  $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  name: `${namespaceOf(new URL(publicUrl))}/${SERVER.name}`,
  title: SERVER.title,
  description: DESCRIPTION,
  version: SERVER.version,
  websiteUrl: publicUrl,
  remotes: [
    {
      type: 'streamable-http',
      url: `${publicUrl}/{owner}/{wiki}/mcp`,
      variables: {
        owner: { description: 'User name of the owner of the wiki', isRequired: true },
        wiki: { description: "The wiki's address behind it", isRequired: true },
      },
      headers: [
        {
          name: 'Authorization',
          description: 'Bearer and a token of the wiki or the account; not needed to read a public wiki',
          isRequired: false,
          isSecret: true,
        },
      ],
    },
  ],
});
