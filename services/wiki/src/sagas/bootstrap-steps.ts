/** The steps of bootstrap.asl.json as a person watches them, in order. */
export const BOOTSTRAP_STEPS = {
  ReserveSlug: 'Reserving the address',
  CreateRepository: 'Creating the git repository',
  CommitStarterPages: 'Writing the first pages',
  GrantOwner: 'Making you the owner',
  AwaitRendered: 'Rendering the pages',
  AwaitIndexed: 'Indexing for search',
  ActivateWiki: 'Opening the wiki',
} as const;
