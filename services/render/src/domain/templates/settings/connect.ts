/** Connect an agent: a token, the lines for each client, and whether it has called. */
import { fill } from '../../texts/fill.ts';
import type { TextId, Texts } from '../../texts/texts.ts';
import { texts } from '../../texts/texts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import { wikiDocument, type WikiScreen } from '../wiki-frame.ts';
import { copyable } from './copyable.ts';
import { TOKEN_TEXTS } from './token-texts.ts';
import { tokenForm } from './tokens.ts';

export interface ConnectModel extends WikiScreen {
  readonly id: string;
  readonly slug: string;
  /** `ada/notes` */
  readonly address: string;
  /** `https://wikibot.example`, without a slash at its end. */
  readonly site: string;
  /** Whether clients can sign people in here, without a token that is pasted. */
  readonly signsIn: boolean;
}

export const CONNECT_TEXTS: readonly TextId[] = [
  ...TOKEN_TEXTS,
  ...(['connectWaiting', 'connectWaitingHint', 'connectDone', 'connectDoneHint', 'connectIdle', 'connectPlaceholder'] as const),
];

const signingIn = ({ signsIn, wiki }: ConnectModel, t: Texts): string => {
  if (signsIn) return t.connectSigns;
  return wiki.visibility === 'public' ? t.connectNoSigns : t.connectNoSignsPrivate;
};

interface Client {
  readonly id: string;
  readonly name: string;
  readonly said: Content;
  readonly lines: string;
  readonly hint?: string;
}

const configuration = (servers: object): string => JSON.stringify(servers, undefined, 2);

/** The lines as the clients take them; `token` stands where the secret goes. */
const clientsOf = (model: ConnectModel, t: Texts): readonly Client[] => {
  const { address, slug, site } = model;
  const url = `${site}/${address}/mcp`;
  const token = t.connectPlaceholder;
  const hint = signingIn(model, t);
  const headers = { Authorization: `Bearer ${token}` };
  const clone = `${site.replace('://', `://agent:${token}@`)}/${address}.git`;
  return [
    {
      id: 'claude-code',
      name: 'Claude Code',
      said: t.connectCode,
      lines: `claude mcp add --transport http ${slug} ${url} \\\n  --header "Authorization: Bearer ${token}"`,
    },
    { id: 'claude-ai', name: 'Claude.ai', said: t.connectClaudeAi, lines: url, hint },
    { id: 'chatgpt', name: 'ChatGPT', said: t.connectChatGpt, lines: url, hint },
    { id: 'cursor', name: 'Cursor', said: t.connectCursor, lines: configuration({ mcpServers: { [slug]: { url, headers } } }) },
    {
      id: 'vs-code',
      name: 'VS Code',
      said: t.connectVsCode,
      lines: configuration({ servers: { [slug]: { type: 'http', url, headers } } }),
    },
    {
      id: 'mcp',
      name: 'MCP',
      said: t.connectPlain,
      lines: [
        `curl -sX POST ${url} \\`,
        `  -H "Authorization: Bearer ${token}" \\`,
        '  -H "Content-Type: application/json" -H "Accept: application/json, text/event-stream" \\',
        `  -d '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'`,
      ].join('\n'),
    },
    { id: 'git', name: 'git', said: t.connectGit, lines: `git clone ${clone}` },
  ];
};

const tab = ({ id, name }: Client, at: number): Markup =>
  html`<button type="button" role="tab" id="app:tab-${id}" aria-controls="app:panel-${id}" aria-selected="${at === 0 ? 'true' : 'false'}" tabindex="${at === 0 ? '0' : '-1'}">${name}</button>`;

/** Without script all panels stand one below the other, each under its name. */
const panel = ({ id, name, said, lines, hint }: Client, t: Texts): Markup =>
  html`<section class="tab-panel" id="app:panel-${id}" aria-labelledby="app:tab-${id}">
    <h3>${name}</h3>
    <p>${said}</p>
    ${copyable(lines, t)} ${hint !== undefined && html`<p class="hint">${hint}</p>`}
  </section>`;

const token = ({ shell, slug }: ConnectModel, t: Texts): Markup =>
  shell.viewer === undefined
    ? html`<p class="part-hint">${t.connectSignIn}</p>
        <p class="buttons connect-sign-in"><a class="button primary" href="${shell.signIn}">${t.signIn}</a></p>`
    : html`<p class="part-hint">${t.connectTokenHint}</p>
        <noscript><p class="problem">${t.settingsScripts}</p></noscript>
        <div id="app:token-secret" tabindex="-1" hidden></div>
        <p class="buttons another" hidden><button class="button" type="button" id="app:another">${t.connectAnother}</button></p>
        ${tokenForm({ name: `Agent · ${slug}` }, t)}`;

const signal = (t: Texts): Markup =>
  html`<div class="signal" id="app:signal" role="status" data-state="idle">
    <span class="signal-lamp" aria-hidden="true">${icon('check')}</span>
    <p id="app:signal-text">${t.connectIdle}</p>
  </div>`;

export const connectScreen = (model: ConnectModel): string => {
  const { shell, wiki, address, site, id } = model;
  const t = texts(shell.locale);
  const clients = clientsOf(model, t);
  return wikiDocument(model, {
    title: t.connectTitle,
    style: 'app',
    scripts: ['page', 'connect'],
    spoken: CONNECT_TEXTS,
    facts: { wiki: id, address },
    noIndex: true,
    here: 'connect',
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<div class="screen connect">
      <h1>${t.connectTitle}</h1>
      <p class="part-hint">${t.connectIntro}</p>
      ${copyable(`${site}/${address}/mcp`, t)}
      <section class="part" aria-labelledby="app:make-token">
        <h2 id="app:make-token"><span class="step-number" aria-hidden="true">1</span>${t.connectTokenTitle}</h2>
        ${token(model, t)}
      </section>
      <section class="part" aria-labelledby="app:lines">
        <h2 id="app:lines"><span class="step-number" aria-hidden="true">2</span>${t.connectLines}</h2>
        <div class="tabs" role="tablist" aria-label="${t.connectClients}">${clients.map(tab)}</div>
        <div id="app:panels">${clients.map((client) => panel(client, t))}</div>
      </section>
      ${shell.viewer !== undefined && signal(t)}
    </div>`,
  });
};

export const connectedText = (name: string, t: Pick<Texts, 'connectDoneHint'>): readonly string[] =>
  fill(t.connectDoneHint, { name }).split('{time}');
