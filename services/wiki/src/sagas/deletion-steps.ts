/** The steps of deletion.asl.json as operators watch them, in order. */
export const DELETION_STEPS = {
  AwaitDeletion: 'Waiting seven days',
  BeginRemoval: 'Ending the time in which it can be brought back',
  ForgetInSearch: 'Removing it from the index',
  ForgetInRender: 'Removing rendered pages',
  ForgetInMcp: 'Removing what agents read',
  ForgetInBilling: 'Removing what is counted',
  ForgetInAuth: 'Removing its address, roles and tokens',
  ForgetInWiki: 'Removing pages, history and repository',
  SweepInSearch: 'Removing what late work left in the index',
  SweepInWiki: 'Removing what late work left elsewhere',
} as const;
