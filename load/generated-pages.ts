/** Made-up pages of 2 to 5 kB with headings, lists, tables and links between them; the same for the same seed. */
import { seededRandom } from '../test/house/seeded-random.ts';

export interface GeneratedPage {
  readonly path: string;
  readonly text: string;
}

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi ga ge gi ka ke ki ko la le li lo lu ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we za ze zo'.split(
    ' ',
  );
const LEAST_BYTES = 2000;
const MOST_BYTES = 5000;
const PAGES_IN_FOLDER = 40;
const VOCABULARY = 4000;

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T; // of lists that are not empty

/** Words of two to four syllables. Low places are asked for far more often, as in real language (Zipf). */
const vocabulary = (random: () => number): readonly string[] => [
  ...new Set(
    Array.from({ length: VOCABULARY }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES, random)).join('')),
  ),
];

const words = vocabulary(seededRandom(1));
export const wordBy = (random: () => number): string => words[Math.floor(words.length * random() ** 3)] ?? 'water';

const sentence = (random: () => number): string => {
  const length = 6 + Math.floor(random() * 12);
  const text = Array.from({ length }, () => wordBy(random)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

const pathOf = (number: number): string => `Area_${Math.floor(number / PAGES_IN_FOLDER)}/Page_${number}`;

interface Making {
  readonly random: () => number;
  readonly count: number;
}

const link = ({ random, count }: Making): string => `[[${pathOf(Math.floor(random() * count))}]]`;
const paragraph = (making: Making): string =>
  `${Array.from({ length: 2 + Math.floor(making.random() * 4) }, () => sentence(making.random)).join(' ')} See ${link(making)}.`;

const BLOCKS: readonly ((making: Making) => string)[] = [
  paragraph,
  paragraph,
  paragraph,
  (making) => `## ${sentence(making.random).slice(0, 40)}\n\n${paragraph(making)}`,
  (making) => Array.from({ length: 4 }, () => `- ${sentence(making.random)} ${link(making)}`).join('\n'),
  ({ random }) =>
    `| Name | Count |\n|---|---:|\n${Array.from({ length: 4 }, () => `| ${wordBy(random)} | ${Math.floor(random() * 100)} |`).join('\n')}`,
  ({ random }) => `\`\`\`js\nconst ${wordBy(random)} = '${wordBy(random)}';\n\`\`\``,
];

const pageOf = (number: number, making: Making): GeneratedPage => {
  const { random } = making;
  const wanted = LEAST_BYTES + Math.floor(random() * (MOST_BYTES - LEAST_BYTES));
  let text = `---\ncategory: ${pick(['actor', 'event', 'trend'], random)}\ntags: [${wordBy(random)}, ${wordBy(random)}]\n---\n# ${wordBy(random)} ${number}\n`;
  while (text.length < wanted) text += `\n${pick(BLOCKS, random)(making)}\n`;
  return { path: pathOf(number), text };
};

export const generatedPages = (count: number, seed = 7): readonly GeneratedPage[] => {
  const making = { random: seededRandom(seed), count };
  return Array.from({ length: count }, (_, number) => pageOf(number, making));
};
