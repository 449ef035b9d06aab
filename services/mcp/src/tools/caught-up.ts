import type { Token } from '@wikibot/contracts/define/token';
import type { Ports } from '../ports.ts';

/** Waits, bounded, until everything in the token can be read here. */
export const caughtUp = async (ports: Ports, token: Token): Promise<boolean> => {
  const waits = ['notes', 'changes'].map((name) => ports.view(name).caughtUp(token, ports.deployment.patience));
  return (await Promise.all(waits)).every(Boolean);
};
