/** The whole dialect by example. Each is rendered by the one renderer, so that the guide cannot say what is not so. */
import type { TextId } from '../texts/texts.ts';

export interface GuideSection {
  readonly id: string;
  readonly title: TextId;
  readonly note?: TextId;
  /** What it becomes needs files or pages of a wiki. */
  readonly sourceOnly?: true;
  readonly examples: readonly string[];
}

export const GUIDE: readonly GuideSection[] = [
  {
    id: 'text',
    title: 'guideText',
    examples: [
      '**bold**, *italic*, ~~deleted~~, ==marked==, `code`',
      'One line\nof a paragraph.  \nTwo spaces before break a line.\n\nAn empty line begins a paragraph.',
    ],
  },
  { id: 'headings', title: 'guideHeadings', note: 'guideHeadingsNote', examples: ['Text before.\n\n## Heading\n\n### Below it'] },
  {
    id: 'links',
    title: 'guideLinks',
    note: 'guideLinksNote',
    examples: [
      '[[Home]]\n\n[[Home#Section]]\n\n[[Words to show|Home]]',
      '[words](https://example.org) and https://example.org\n\n[a page](/Folder/Page), [a file](./report.pdf)',
    ],
  },
  { id: 'lists', title: 'guideLists', examples: ['- one\n- two\n    - below two\n\n1. first\n2. second', '- [x] done\n- [ ] to do'] },
  {
    id: 'tables',
    title: 'guideTables',
    examples: ['| Name | Count |\n|:-----|------:|\n| Heron | 2 |\n| Newt | 140 |'],
  },
  {
    id: 'code',
    title: 'guideCode',
    note: 'guideCodeNote',
    examples: ['```python=\ndef answer():\n    return 42\n```'],
  },
  {
    id: 'quotes',
    title: 'guideQuotes',
    examples: [
      '> What somebody said.\n>\n> > And what was said to that.',
      '> [!NOTE]\n> Also TIP, IMPORTANT, WARNING and CAUTION.',
      '::: info Title\nA box; also warning, danger, success.\n:::',
    ],
  },
  {
    id: 'folds',
    title: 'guideFolds',
    examples: ['>! Hidden until asked for.', '>| # What shows\n>| What is folded away.'],
  },
  {
    id: 'notes',
    title: 'guideNotes',
    examples: ['A claim.[^1]\n\n[^1]: Where it is from.', 'HTML is everywhere.\n\n*[HTML]: Hyper Text Markup Language'],
  },
  { id: 'math', title: 'guideMath', examples: ['$e^{i\\pi} + 1 = 0$ in a line\n\n$$\n\\int_0^1 x^2\\,dx = \\frac{1}{3}\n$$'] },
  {
    id: 'diagrams',
    title: 'guideDiagrams',
    note: 'guideDiagramsNote',
    examples: ['```mermaid\ngraph LR\n  Egg --> Tadpole --> Frog\n```'],
  },
  {
    id: 'files',
    title: 'guideFiles',
    note: 'guideFilesNote',
    examples: [
      '![A drawing](./drawing.png)\n\n![[drawing.png]]',
      '{{Video\n|src=./film.mp4\n|muted=true\n}}',
      '{{AttachmentList\n|filter=*.pdf\n|format=details\n}}',
    ],
    sourceOnly: true,
  },
  {
    id: 'pages',
    title: 'guideInside',
    note: 'guideInsideNote',
    examples: ['![[Page]]\n\n![[Page#Section]]', '{{PageIndex\n|style=list\n}}'],
    sourceOnly: true,
  },
  {
    id: 'embeddings',
    title: 'guideEmbeddings',
    note: 'guideEmbeddingsNote',
    examples: [
      '{{InfoBox\n|caption=Grey heron\n|Order=Pelecaniformes\n|Wing_span=1.8 m\nWades and waits.\n}}',
      '{{DataTable\n|caption=Sightings\n|sortable=true\n| Name | Count |\n|------|-------|\n| Heron | 2 |\n| Newt | 140 |\n}}',
      '{{Figure\n|caption=What the figure shows\n|align=center\n*Anything* may stand in a figure.\n}}',
    ],
  },
  {
    id: 'properties',
    title: 'guideProperties',
    note: 'guidePropertiesNote',
    examples: ['---\ntitle: Grey heron\ncategory: actor\ntags: [pond, bird]\n---\n\nThe text begins here.'],
  },
];

/** Keys, by where they work. */
export const KEYS: readonly { readonly title: TextId; readonly keys: readonly (readonly [keys: string, does: TextId])[] }[] = [
  {
    title: 'keysReading',
    keys: [
      ['/', 'search'],
      ['Ctrl K', 'search'],
      ['e', 'edit'],
      ['h', 'history'],
      ['?', 'keysTitle'],
    ],
  },
  {
    title: 'keysWriting',
    keys: [
      ['Ctrl S', 'savePage'],
      ['Ctrl P', 'preview'],
      ['Ctrl B', 'keyBold'],
      ['Ctrl I', 'keyItalic'],
      ['Ctrl Shift S', 'keyStrike'],
      ['Ctrl E', 'keyCode'],
      ['Ctrl Shift H', 'keyHeading'],
      ['Ctrl Shift B', 'keyList'],
      ['Ctrl Shift N', 'keyNumbers'],
      ['Ctrl Shift T', 'keyTasks'],
      ['Ctrl Shift C', 'keyCodeBlock'],
      ['Ctrl K', 'keyLink'],
      ['Ctrl M', 'keyImage'],
      ['Ctrl J', 'keyTable'],
      ['Ctrl Z', 'toolUndo'],
    ],
  },
];
