/** What a deployment chooses, as CDK context: `npx cdk deploy --all --context publicUrl=https://wiki.example.org`. */
import type { Node } from 'constructs';

interface Choice {
  readonly meaning: string;
  readonly otherwise?: string;
}

export const CHOICES = {
  publicUrl: { meaning: 'Where people find the product, without trailing slash.', otherwise: 'https://wiki.example.org' },
  certificateArn: {
    meaning: 'Certificate in us-east-1 for the host of publicUrl; without one CloudFront answers under its own name only.',
  },
  defaultPlan: { meaning: "Plan of new accounts, by its name in billing's catalogue.", otherwise: 'free' },
  alarmEmail: { meaning: 'Who is told about alarms.' },
  indexEndpoint: { meaning: 'An OpenSearch domain, `https://…`; none is made, because it costs money at rest.' },
  indexDomainArn: { meaning: 'The ARN of that domain.' },
  mailIdentity: { meaning: 'The verified SES identity that mail is sent from.' },
  logDays: { meaning: 'How long logs are kept.', otherwise: '30' },
  archiveDays: { meaning: 'How long facts stay in the archive of the bus.', otherwise: '30' },
} as const satisfies Readonly<Record<string, Choice>>;

export type ChoiceName = keyof typeof CHOICES;

type Settings = { readonly [K in ChoiceName]: (typeof CHOICES)[K] extends { readonly otherwise: string } ? string : string | undefined };

/** @throws {Error} when a choice is given as something other than text or number */
export const settingsOf = (node: Node): Settings =>
  Object.fromEntries(Object.entries(CHOICES).map(([name, choice]) => [name, chosen(node.tryGetContext(name), name, choice)])) as Settings; // the table's own names

const chosen = (given: unknown, name: string, choice: Choice): string | undefined => {
  if (given === undefined || given === '') return choice.otherwise;
  if (typeof given !== 'string' && typeof given !== 'number')
    throw new Error(`the context value ${name} has to be text: ${choice.meaning}`);
  return String(given);
};

export type { Settings };
