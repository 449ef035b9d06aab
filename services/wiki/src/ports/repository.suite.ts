import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { commitSuite } from './repository.commit.suite.ts';
import { wiki, type RepositoriesUnderTest, type Stage } from './repository.fixture.ts';
import { housekeepingSuite } from './repository.housekeeping.suite.ts';
import { readingSuite } from './repository.reading.suite.ts';

/** What every adapter of the port promises. */
export const repositorySuite = (name: string, make: () => Promise<RepositoriesUnderTest>): void => {
  describe(`repositories: ${name}`, () => {
    let under: RepositoriesUnderTest;
    let current: Stage;
    let number = 0;
    beforeAll(async () => {
      under = await make();
    });
    beforeEach(async () => {
      number += 1;
      const wikiId = wiki(number);
      await under.repositories.create(wikiId);
      const { repositories } = under;
      current = { repositories, repository: repositories.open(wikiId), wikiId, otherId: wiki(9_000 + number) };
    });
    afterAll(() => under.close());

    commitSuite(() => current);
    readingSuite(() => current);
    housekeepingSuite(() => current);
  });
};
