/** Documents to search: the Markdown that installed packages bring. Their texts are read where they lie and never copied into this project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SourceDocument {
  /** Of the package, or of the file in a package that has many. */
  readonly name: string;
  readonly markdown: string;
}

const LEAST_BYTES = 2_000;
const MOST_BYTES = 200_000;
const packages = path.resolve(import.meta.dirname, '../../node_modules');

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];

const packageNames = (): readonly string[] =>
  namesIn(packages).flatMap((name) => (name.startsWith('@') ? namesIn(path.join(packages, name)).map((own) => `${name}/${own}`) : [name]));

const documentAt = (name: string, file: string): readonly SourceDocument[] => {
  const markdown = readFileSync(file, 'utf8');
  return markdown.length >= LEAST_BYTES && markdown.length <= MOST_BYTES ? [{ name, markdown }] : [];
};

const readme = (name: string, folder: string): readonly SourceDocument[] => {
  const file = ['README.md', 'readme.md', 'Readme.md'].map((one) => path.join(folder, one)).find(existsSync);
  return file === undefined ? [] : documentAt(name, file);
};

/** Packages that bring a book: one document for each of its chapters. */
const chapters = (): readonly SourceDocument[] => {
  const cdk = path.join(packages, 'aws-cdk-lib');
  const undici = path.join(packages, 'undici/docs/docs');
  return [
    ...namesIn(cdk).flatMap((name) => readme(name, path.join(cdk, name))),
    ...['api', 'best-practices'].flatMap((folder) =>
      namesIn(path.join(undici, folder))
        .filter((file) => file.endsWith('.md'))
        .flatMap((file) => documentAt(file.slice(0, -'.md'.length), path.join(undici, folder, file))),
    ),
  ];
};

/** In an order of names, so that the same packages give the same wiki. */
export const sourceDocuments = (): readonly SourceDocument[] => {
  const all = [
    ...packageNames()
      .filter((name) => !name.startsWith('@wikibot/'))
      .flatMap((name) => readme(name, path.join(packages, name))),
    ...chapters(),
  ];
  return [...new Map(all.map((document) => [document.name, document])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
