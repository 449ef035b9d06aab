/** The steps of reindex.asl.json as a person watches them, in order. */
export const REINDEX_STEPS = {
  BeginReindex: 'Making room for a new index',
  RefillPages: 'Indexing the pages by words',
  LearnWords: 'Learning how the wiki uses its words',
  FillVectors: 'Indexing the pages by meaning',
  VerifyReindex: 'Comparing with the wiki',
  SwitchIndex: 'Letting the new index serve',
  DropIndex: 'Taking the old index away',
} as const;
