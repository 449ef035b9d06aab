/** The few pages at the door that must work before anything else does: plain HTML, nothing loaded, nothing inline. */
interface Said {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const SIGN_IN_COMMAND = 'npm run wikibot -- sign-in';

const HOW = [
  `On the machine that runs wikibot, in its folder, run <code>${SIGN_IN_COMMAND}</code>. It prints a link; open it in this browser.`,
  'A link works once and only for a short time. Whoever has it is signed in as you, so pass it on to nobody.',
];

export const DOOR_PAGES = {
  noCode: { title: 'Sign in', paragraphs: ['To sign in here you need a sign-in link.', ...HOW] },
  badCode: { title: 'This link does not work any more', paragraphs: ['It has been used, or it is too old. Make a new one:', ...HOW] },
  foreign: {
    title: 'Not signed out',
    paragraphs: [
      'The request did not come from a page of this site, so nothing was done. <a href="/-/">Go to your wikis</a> and sign out there.',
    ],
  },
} as const satisfies Record<string, Said>;

/** What the pages say is all ours; nothing of a request gets into them. */
const html = ({ title, paragraphs }: Said): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · wikibot</title>
</head>
<body>
<main>
<h1>${title}</h1>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</main>
</body>
</html>
`;

const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every answer at the door says: it is for this browser, now, and nobody is told the address it had. */
const DOOR_HEADERS = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' };

export const doorPage = (status: 401 | 403, said: Said): Response =>
  new Response(html(said), {
    status,
    headers: {
      ...DOOR_HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      // RFC 9110 §15.5.2 wants a challenge; this one makes no browser ask for a password.
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="wikibot"' } : {}),
    },
  });

/** 303 (RFC 9110 §15.4.4): go there with GET, with these cookies. */
export const passDoor = (location: string, cookies: readonly string[]): Response => {
  const headers = new Headers({ ...DOOR_HEADERS, Location: location });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
};
