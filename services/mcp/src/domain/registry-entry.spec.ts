import { describe, expect, it } from '@jest/globals';
import { RegistryEntry, registryEntryFor } from './registry-entry.ts';

describe('the entry for the registry of MCP servers', () => {
  it.each([
    ['https://wiki.example.org', 'org.example.wiki/wikibot'],
    ['http://localhost:8080', 'localhost/wikibot'],
    ['http://[::1]:8080', '1/wikibot'],
  ])('of %s is named after it from its end, and has what the format wants', (publicUrl, name) => {
    const entry = RegistryEntry.parse(registryEntryFor(publicUrl));
    expect(entry).toMatchObject({ name, websiteUrl: publicUrl });
    const [remote] = entry.remotes;
    const named = [...(remote?.url ?? '').matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable);
    expect([remote?.url, named]).toEqual([`${publicUrl}/{owner}/{wiki}/mcp`, Object.keys(remote?.variables ?? {})]);
  });
});
