/** The ways agents are held back, and the policy that does so is refused. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

/** Who can change it, as far as the name is known. */
const ownerOf = (owner: string | null): string => (owner === null ? 'the owner of the wiki' : `${owner}, who owns the wiki,`);

export const policyRefusals = defineRefusals({
  'agent.read-only': no<{ path: string; owner: string | null }>(
    'forbidden',
    (d) => `Agents may read ${d.path}, but not change it.`,
    (d) => `Ask ${ownerOf(d.owner)} to change it in the browser, or to let agents write there (agent policy of the wiki).`,
  ),
  'agent.policy-by-person': no<{ owner: string | null }>(
    'forbidden',
    () => 'What agents may do is not for an agent to say, and whoever comes with a token counts as one.',
    (d) => `Ask ${ownerOf(d.owner)} to set it, signed in with a browser.`,
  ),
  'agent.rule-twice': no<{ prefix: string }>(
    'invalid',
    (d) => `There are two rules for ${d.prefix}.`,
    () => 'Name each folder once; case, spaces and underscores make no difference.',
  ),
  'agent.rule-for-nothing': no<{ prefix: string }>(
    'invalid',
    (d) => `${JSON.stringify(d.prefix)} is no page or folder.`,
    () => 'What is to hold everywhere is the default.',
  ),
});
