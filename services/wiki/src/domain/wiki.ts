import type { AccountId, ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import type { Visibility } from '@wikibot/contracts/http/names';
import type { WikiStatus } from '@wikibot/contracts/requests/wikis';

/** A wiki as it stands after the latest fact of its stream. */
export interface Wiki {
  readonly id: WikiId;
  readonly ownerId: AccountId;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
  readonly visibility: Visibility;
  readonly categories: readonly string[];
  readonly status: WikiStatus;
  readonly head: ObjectId | null;
  readonly pages: number;
  /** Of all files as they stand. */
  readonly bytes?: number;
  /** What agents may do; none was ever set: whatever those may for whom they act. */
  readonly agentPolicy?: AgentPolicy;
  /** ISO 8601. */
  readonly changed: string;
}
