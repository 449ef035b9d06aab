/** The official MCP inspector as a program: one request, its answer, and what it says of it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './host.ts';

const run = promisify(execFile);

/** Undefined where it cannot be installed, which is said; in CI that fails. */
export const inspectorProgram = async (): Promise<string | undefined> => {
  const { stdout } = await run(process.execPath, [join(projectFolder, 'platform/bin/inspector.mjs')]);
  return stdout === '' ? undefined : stdout;
};

export interface Inspected {
  /** 0 when it had nothing to complain of; with `--strict` that includes the schemas of the tools. */
  readonly code: number;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly said: string;
}

export interface Inspection {
  readonly program: string;
  readonly address: string;
  readonly token: string;
  /** Where it may write. */
  readonly home: string;
  readonly era: 'legacy' | 'modern';
}

export const inspect = async ({ program, address, token, home, era }: Inspection, ...args: readonly string[]): Promise<Inspected> => {
  const about = ['--cli', address, '--transport', 'http', '--protocol-era', era, '--header', `Authorization: Bearer ${token}`];
  const env = { ...process.env, HOME: home, USERPROFILE: home };
  try {
    const { stdout, stderr } = await run(process.execPath, [program, ...about, ...args], { env, maxBuffer: 16 * 1024 * 1024 });
    return { code: 0, answer: JSON.parse(stdout) as Inspected['answer'], said: stderr };
  } catch (error) {
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string }; // as execFile rejects
    return { code: typeof code === 'number' ? code : -1, answer: {}, said: stderr ?? String(error) };
  }
};
