/** The steps of bootstrap.asl.json as a person watches them, in order. */
export const BOOTSTRAP_STEPS = {
  ReserveSlug: 'Reserving the address',
  CreateRepository: 'Creating the git repository',
  FetchTemplate: 'Fetching the template',
  CommitTemplate: 'Checking the template and writing its pages',
  CommitStarterPages: 'Writing the first pages',
  GrantOwner: 'Making you the owner',
  AwaitRendered: 'Rendering the pages',
  AwaitIndexed: 'Indexing for search',
  ActivateWiki: 'Opening the wiki',
} as const;

type BootstrapStep = keyof typeof BOOTSTRAP_STEPS;

/** First pages come from a template or are ours: each wiki takes one of the two ways. */
const ONLY: Readonly<Record<'template' | 'starter', ReadonlySet<string>>> = {
  template: new Set<BootstrapStep>(['FetchTemplate', 'CommitTemplate']),
  starter: new Set<BootstrapStep>(['CommitStarterPages']),
};

/** The steps that one wiki goes through. */
export const stepsTaken = (hasTemplate: boolean): readonly (readonly [name: string, title: string])[] =>
  Object.entries(BOOTSTRAP_STEPS).filter(([name]) => !ONLY[hasTemplate ? 'starter' : 'template'].has(name));
