/** Everything that contracts declare as messages, found by looking: a declaration that no manifest uses is dead. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Message } from '@wikibot/contracts/define/pins';

export const project = path.resolve(import.meta.dirname, '../..');

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'kind' in value && ['fact', 'notice', 'request'].includes(String(value.kind));

const modulesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(project, 'contracts/src', folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => path.join(project, 'contracts/src', folder, name));

/** Messages that the kernel makes for each service are functions there and not listed. */
export const declaredMessages = async (): Promise<readonly Message[]> => {
  const modules = await Promise.all([...modulesIn('facts'), ...modulesIn('requests')].map((file) => import(file) as Promise<object>));
  return modules.flatMap((exported) => Object.values(exported).filter(isMessage));
};

/** Those that occur more than once. */
export const repeated = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);
