/** What CDK has synthesised: every stack's resources, outputs and the folders of the code that its functions run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Stack {
  /** `WikibotWiki` */
  readonly name: string;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Values that other stacks import, by export name. */
  readonly exports: ReadonlyMap<string, unknown>;
}

export interface CloudAssembly {
  readonly stacks: readonly Stack[];
  /** The unzipped code asset of this S3 key. */
  readonly codeFolder: (s3Key: string) => string;
}

interface TemplateFile {
  readonly Resources: Stack['resources'];
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

const ENDING = '.template.json';

const readStack = (folder: string, file: string): Stack => {
  const { Resources, Outputs = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as TemplateFile; // CloudFormation's own form
  const exported = Object.values(Outputs).flatMap(({ Value, Export }): [string, unknown][] => (Export ? [[Export.Name, Value]] : []));
  return { name: file.slice(0, -ENDING.length), resources: Resources, exports: new Map(exported) };
};

export const readAssembly = (folder: string): CloudAssembly => ({
  stacks: readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => readStack(folder, file)),
  codeFolder: (s3Key) => join(folder, `asset.${s3Key.replace(/\.zip$/, '')}`),
});
