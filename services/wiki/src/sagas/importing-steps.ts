/** The steps of importing.asl.json as a person watches them, in order. */
export const IMPORTING_STEPS = {
  FetchRepository: 'Fetching the repository',
  AdoptRepository: 'Checking it and bringing it in',
  Finish: 'Noting what it came to',
} as const;
