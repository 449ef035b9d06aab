import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { declaredBy, pinProblems } from '@wikibot/contracts/define/pins';
import { messagesOf } from '@wikibot/platform/ops/docs/catalogue';
import { services } from '../../services/all.ts';
import { project } from './declared.ts';

const folder = path.join(project, 'contracts/src/pins');
const pins = new Map(
  readdirSync(folder).map((file): [string, JsonSchema] => [
    path.basename(file, '.json'),
    JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as JsonSchema,
  ]), // written by `npm run docs -- --pins`
);
const declared = services.flatMap(messagesOf).flatMap(declaredBy);

describe('released messages', () => {
  it('keep what they accept and what they promise', () => {
    expect(pinProblems(declared, pins)).toEqual([]);
  });

  it('have one schema each', () => {
    const keys = declared.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
