import { describe, expect, it } from '@jest/globals';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { authOf } from '../fixtures/house.ts';
import { toolsFor } from './toolbox.ts';

const all = toolsFor(authOf(), { client: 'claude-code', writable: true });
const tokensOf = (value: unknown): number => encode(JSON.stringify(value)).length;
const namesFor = (over: Parameters<typeof authOf>[0]): readonly string[] =>
  toolsFor(authOf(over), { client: 'claude-code', writable: true }).map(({ name }) => name);

describe('the toolbox', () => {
  it('costs a conversation less than 4,000 tokens', () => {
    expect(tokensOf(all)).toBeLessThan(4000);
  });

  it('has names that every client takes, and words for people', () => {
    for (const { name, title, description } of all) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect([title, description].every((text) => text.length > 0)).toBe(true);
    }
  });

  it('says of every tool whether it only reads, and of every write that it may replace', () => {
    for (const { annotations } of all) {
      if (annotations['readOnlyHint'] !== true) expect(annotations).toMatchObject({ destructiveHint: true, idempotentHint: false });
    }
  });

  it('holds no tool that a caller could never use', () => {
    expect(namesFor({ scopes: ['read'] })).not.toContain('write_note');
    expect(namesFor({ role: 'viewer' })).not.toContain('edit_note');
    expect(namesFor({ role: 'editor' })).toContain('edit_note');
    const reading = toolsFor(authOf(), { client: '', writable: false }).map(({ name }) => name);
    expect(reading).not.toContain('write_note');
    expect(reading).toContain('get_proposals');
    expect(namesFor({ role: 'viewer' })).not.toContain('get_proposals');
  });

  it('says what every output has, be it a result, a preview or a refusal', () => {
    for (const { name, outputSchema } of all) {
      const { properties, anyOf } = outputSchema as unknown as { properties: object; anyOf: { required: string[] }[] }; // JSON Schema, as made here
      const [result, ...others] = anyOf.map(({ required }) => required);
      expect([name, result?.length]).not.toEqual([name, 0]);
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(result ?? []));
      expect(others.at(-1)).toEqual(['code']);
    }
  });

  it('shows the pair that ChatGPT looks for to clients of OpenAI only', () => {
    expect(namesFor({})).not.toContain('fetch');
    expect(toolsFor(authOf(), { client: 'openai-mcp', writable: true }).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['search', 'fetch']),
    );
    expect(tokensOf(toolsFor(authOf(), { client: 'ChatGPT', writable: true }))).toBeLessThan(4000);
  });
});
