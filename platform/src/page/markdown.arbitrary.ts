import fc from 'fast-check';

const PIECES = [
  ...[
    '# A\n',
    '## B\n',
    '### a > b\n',
    '#\n',
    'Title\n===\n',
    'Sub\n---\n',
    '\n',
    '\n',
    '\r\n',
    '\r',
    'text ',
    'words\n',
    '- ',
    '  ',
    '    ',
    '> ',
    '1. ',
    '\t',
  ],
  ...[
    '```\n',
    '~~~\n',
    '<!--\n',
    '-->\n',
    '<div>\n',
    '$$\n',
    '::: info\n',
    ':::\n',
    '|a|b|\n',
    '|-|-|\n',
    '[[A|B]]',
    '[[C#D]]',
    '[x](y.md)',
    '![i](./j.png)',
  ],
  ...['[r]: /t\n', '`', '[', ']', '(', ')', '\\', '$', '---\n', '\ufeff', '[^1]: note\n', '<http://x.y>', '\ud800', '日本'],
];

/** Markdown made of the pieces most likely to be misread together. */
export const anyMarkdown: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);
