import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { profileChanged } from '@wikibot/contracts/facts/auth';
import { callsStream } from '@wikibot/contracts/facts/mcp';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from './ports.ts';

const { answers, reaction, serves, timer, view } = vocabulary<Ports>();

const metadataAt = (path: `/${string}`) =>
  serves(`GET ${path}`, {
    meaning: 'Tells MCP clients how to be let in (RFC 9728).',
    access: 'anyone',
    challenge: 'bearer',
    load: () => import('./serves/resource-metadata.ts'),
  });

export const mcp = defineService({
  name: 'mcp',
  meaning: 'The endpoint agents use: reads from its own views, writes by asking.',
  publishes: { streams: [callsStream], notices: [] },
  needs: ['payloads:write'],
  units: {
    endpoint: serves('POST /{owner}/{wiki}/mcp', {
      meaning: 'Serves the Model Context Protocol of one wiki (Streamable HTTP, without sessions).',
      access: 'read',
      challenge: 'resource',
      load: () => import('./serves/endpoint.ts'),
    }),
    // Clients look behind the host, as RFC 9728 has it, below the endpoint, or at the root.
    metadata: metadataAt('/.well-known/oauth-protected-resource/{owner}/{wiki}/mcp'),
    metadataBelow: metadataAt('/{owner}/{wiki}/mcp/.well-known/oauth-protected-resource'),
    metadataOfHost: metadataAt('/.well-known/oauth-protected-resource'),
    registryEntry: serves('GET /api/v1/mcp/server.json', {
      meaning: 'Describes the endpoints of this deployment for registries of MCP servers.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./serves/registry-entry.ts'),
    }),
    // Without sessions there is no stream to open and none to end; the method alone is wrong, whoever asks.
    noStream: serves('GET /{owner}/{wiki}/mcp', {
      meaning: 'Tells that the endpoint takes POST only.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./serves/post-only.ts'),
    }),
    noSession: serves('DELETE /{owner}/{wiki}/mcp', {
      meaning: 'Tells that the endpoint keeps no sessions.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./serves/post-only.ts'),
    }),

    forgetWiki: answers(forgetWiki('mcp'), { load: () => import('./commands/forget-wiki.ts') }),
    describeContent: answers(describeContent('mcp'), { load: () => import('./queries/describe-content.ts') }),
    notes: view({ version: 3, of: [wikiStream], load: () => import('./views/notes.ts') }),
    changes: view({ version: 1, of: [wikiStream], load: () => import('./views/changes.ts') }),

    publishCalls: timer({
      meaning: 'Publishes what was called since the last time, for usage and audit.',
      everySeconds: 10,
      load: () => import('./timers/publish-calls.ts'),
    }),
    keepNameWhenProfileChanged: reaction({ to: [profileChanged], load: () => import('./reactions/keep-name-when-profile-changed.ts') }),
  },
  ports: () => import('./adapters/ports.ts'),
});
