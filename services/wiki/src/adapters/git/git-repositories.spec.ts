import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositorySuite } from '../../ports/repository.suite.ts';
import { gitRepositories } from './git-repositories.ts';

repositorySuite('git folders', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'repositories-'));
  return {
    repositories: gitRepositories({ folder, now: Date.now, randomName: randomUUID }),
    close: () => rm(folder, { recursive: true }),
  };
});

repositorySuite('git folders without room to remember anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'repositories-'));
  return {
    repositories: gitRepositories({ folder, now: Date.now, randomName: randomUUID, cacheBytes: 0 }),
    close: () => rm(folder, { recursive: true }),
  };
});
