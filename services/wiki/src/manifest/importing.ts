/** The part of the manifest that is about bringing wikis in and taking them out. */
import { outsideVocabulary } from '@wikibot/contracts/define/outside';
import { vocabulary } from '@wikibot/contracts/define/service';
import { importRoute } from '@wikibot/contracts/http/imports';
import { exportsRoute, listWikisRoute } from '@wikibot/contracts/http/wikis';
import * as repositoryImportRoutes from '@wikibot/contracts/http/repository-imports';
import * as imports from '@wikibot/contracts/requests/imports';
import * as repositoryImports from '@wikibot/contracts/requests/repository-imports';
import { listWikis } from '@wikibot/contracts/requests/wikis';
import type { Ports } from '../ports.ts';
import type { OutsidePorts } from '../ports/outside.ts';
import { IMPORTING_STEPS } from '../sagas/importing-steps.ts';

const { answers, saga, serves } = vocabulary<Ports>();
const outside = outsideVocabulary<OutsidePorts>();

export const importingUnits = {
  importFiles: answers(imports.importFiles, { routes: [importRoute], load: () => import('../commands/import-files.ts') }),

  startImport: answers(repositoryImports.startImport, {
    routes: [repositoryImportRoutes.startImportRoute],
    load: () => import('../commands/start-import.ts'),
  }),
  describeImport: answers(repositoryImports.describeImport, {
    routes: [repositoryImportRoutes.describeImportRoute],
    load: () => import('../queries/describe-import.ts'),
  }),
  importing: saga({
    meaning: 'Brings a git repository in from its address, or says why not.',
    steps: IMPORTING_STEPS,
    definition: () => import('../sagas/importing.asl.json', { with: { type: 'json' } }),
  }),
  fetchRepository: outside.answers(repositoryImports.fetchRepository, { load: () => import('../commands/fetch-repository.ts') }),
  adoptRepository: answers(repositoryImports.adoptRepository, { load: () => import('../routes/git/adopt-repository.ts') }),
  endImport: answers(repositoryImports.endImport, { load: () => import('../commands/end-import.ts') }),

  listWikis: answers(listWikis, { routes: [listWikisRoute, exportsRoute], load: () => import('../queries/list-wikis.ts') }),
  exportWiki: serves('GET /{owner}/{wiki}/api/v1/export', {
    meaning:
      'The repository with its history as a git bundle; with `format=zip` everything of the wiki in open formats. Follow a 303: on AWS the file is fetched there, within five minutes and without credentials.',
    access: 'own',
    challenge: 'bearer',
    load: () => import('../routes/export/export-wiki.ts'),
  }),
};
