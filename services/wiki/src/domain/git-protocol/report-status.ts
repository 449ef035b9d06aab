import { FLUSH, pktLine } from './pkt-line.ts';
import { inBand, words } from './side-band.ts';

/** How a push ended. */
export interface PushReport {
  /** Why the objects could not be taken in; undefined when they could. */
  readonly unpackProblem?: string;
  /** For each reference why it did not move; undefined when it did. */
  readonly refs: readonly { readonly ref: string; readonly problem: string | undefined }[];
  /** Sentences for the person who pushed. */
  readonly words: readonly string[];
}

/** Both versions of the report are alike here: nothing is ever moved elsewhere than asked. Source: gitprotocol-pack(5), "Report Status". */
export const reportStatus = (features: ReadonlySet<string>, report: PushReport): Buffer => {
  const asked = features.has('report-status') || features.has('report-status-v2');
  const packets = asked ? Buffer.concat([...reportLines(report).map((line) => pktLine(`${oneLine(line)}\n`)), FLUSH]) : Buffer.alloc(0);
  if (!features.has('side-band-64k')) return packets;
  return Buffer.concat([...(report.words.length > 0 ? words(...report.words) : []), ...inBand('content', packets), FLUSH]);
};

const reportLines = ({ unpackProblem, refs }: PushReport): readonly string[] => [
  `unpack ${unpackProblem ?? 'ok'}`,
  ...refs.map(({ ref, problem }) => (problem === undefined ? `ok ${ref}` : `ng ${ref} ${problem}`)),
];

const MAX_LINE = 500;
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_LINE);
