import type { AccountId, ObjectId, TransferId, WikiId } from '@wikibot/contracts/define/ids';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import type { MessageRule } from '@wikibot/contracts/facts/wiki-life';
import type { StaysAs } from '@wikibot/contracts/facts/wiki-transfers';
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
  /** The page that opens first; Home unless chosen. */
  readonly home?: string;
  /** Optional unless set. */
  readonly messages?: MessageRule;
  /** There while it is being deleted. */
  readonly deletion?: Deletion;
  /** There while another account may take it over, and until somebody clears it away when its time is over. */
  readonly offer?: Offer;
}

export type Offer = {
  readonly id: TransferId;
  readonly to: AccountId;
  readonly staysAs: StaysAs;
  /** What the giver said about it. */
  readonly reason?: string;
  /** ISO 8601. */
  readonly offered: string;
  /** ISO 8601: from then on it cannot be taken over. */
  readonly until: string;
};

export type Deletion = {
  /** The saga that carries it out. */
  readonly id: string;
  /** ISO 8601: until then it can be brought back. */
  readonly until: string;
  /** What it was before, and will be again if it is brought back. */
  readonly was: 'active' | 'archived';
  /** Nobody can bring it back any more. */
  readonly isFinal?: true;
};

export const HOME = 'Home';
