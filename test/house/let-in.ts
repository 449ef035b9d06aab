import type { AccountId } from '@wikibot/contracts/define/ids';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { PathRule, Role } from '@wikibot/contracts/http/auth-context';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { House } from './house.ts';

interface Giving extends KernelPorts {
  readonly grants: { giving(wikiId: WikiId, accountId: AccountId, grant: { role: Role; rules: readonly PathRule[] }): Operation };
}

export interface LetIn {
  readonly wikiId: string;
  readonly accountId: AccountId;
  readonly role: Role;
  readonly rules: readonly PathRule[];
}

/** Lets somebody into a wiki under rules, as auth keeps it; there is no door for that yet. */
export const letIn = async ({ portsOf }: House, { wikiId, accountId, role, rules }: LetIn): Promise<void> => {
  const ports = (await portsOf('auth')) as Giving; // auth's own ports
  await ports.table.write([ports.grants.giving(WikiId.parse(wikiId), accountId, { role, rules })]);
};
