/** What the first commit of a wiki from a template says: nobody waits for a report there, so it tells what is not as it was. */
import type { ImportPlan } from './import-plan.ts';

interface Told extends Pick<ImportPlan, 'renamed' | 'refused'> {
  readonly name: string;
  /** Without user name or password. */
  readonly url: string;
}

const MOST_TOLD = 50;

export const templateMessage = ({ name, url, renamed, refused }: Told): string => {
  const lines = [
    ...renamed.map(({ file, as }) => `Renamed: ${file} to ${as}`),
    ...refused.map(({ file, reason }) => `Left out: ${file} (${reason})`),
  ];
  const more = lines.length > MOST_TOLD ? [`And ${lines.length - MOST_TOLD} more.`] : [];
  return [`Create ${name} from ${url}`, ...(lines.length > 0 ? ['', ...lines.slice(0, MOST_TOLD), ...more] : [])].join('\n');
};
