/**
 * Secrets of one service as SecureString parameters of AWS Systems Manager below the service's own path. Free at rest, encrypted, and
 * written once: a put that finds one is refused (API Reference, "PutParameter", Overwrite), so that everybody holds the same.
 */
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Secrets } from '../kernel/ports.ts';
import { nameOf, persistently, systemPatience } from './retries.ts';
import type { Patience } from './retries.ts';

export interface SsmSecretsParts {
  readonly client: Pick<SSMClient, 'send'>;
  /** `/wikibot/auth`, without trailing slash. */
  readonly prefix: string;
  readonly patience?: Patience;
}

export const ssmSecrets = ({ client, prefix, patience = systemPatience }: SsmSecretsParts): Secrets => {
  // A secret never changes once it is there, and a function lives long enough to ask for it often.
  const known = new Map<string, string>();
  const nameIn = (name: string): string => `${prefix}/${name}`;

  const get = async (name: string): Promise<string | undefined> => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    try {
      const command = new GetParameterCommand({ Name: nameIn(name), WithDecryption: true });
      const { Parameter } = await persistently(patience, () => client.send(command));
      if (Parameter?.Value !== undefined) known.set(name, Parameter.Value);
      return Parameter?.Value;
    } catch (error) {
      if (nameOf(error) === 'ParameterNotFound') return undefined;
      throw error;
    }
  };

  const store = async (name: string, value: string): Promise<void> => {
    try {
      await client.send(new PutParameterCommand({ Name: nameIn(name), Value: value, Type: 'SecureString', Overwrite: false }));
    } catch (error) {
      if (nameOf(error) !== 'ParameterAlreadyExists') throw error;
    }
  };

  /** A parameter that was just written may not be found at once. */
  const isMissing = (error: unknown): boolean => error instanceof SecretMissing;
  const settled = async (name: string): Promise<string> => {
    const found = await get(name);
    if (found === undefined) throw new SecretMissing(nameIn(name));
    return found;
  };

  return {
    get,
    keep: async (name, make) => {
      const kept = await get(name);
      if (kept !== undefined) return kept;
      const value = make();
      await persistently(patience, () => store(name, value));
      return persistently(patience, () => settled(name), isMissing);
    },
  };
};

class SecretMissing extends Error {
  override readonly name = 'SecretMissing';
  constructor(name: string) {
    super(`the parameter ${name} was stored and cannot be found`);
  }
}
