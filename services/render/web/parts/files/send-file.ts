/** Sends one file beside a page and tells how far it is. Large ones go to a place of their own first, as the API asks for. */
import { type Answer, ask, succeeded, textOf } from '../api.ts';
import { base, pathHref } from '../screen.ts';

/** What a request to the API surely takes, in bytes. */
const MOST_IN_REQUEST = 4_000_000;

export interface Sending {
  readonly path: string;
  readonly name: string;
  readonly file: File;
  /** The version that it replaces; refused when the file has changed since. */
  readonly revision?: string;
  readonly onProgress: (share: number) => void;
}

/** `fetch` does not tell how much of a body is sent. */
const put = (
  url: string,
  file: File,
  { headers, onProgress }: Pick<Sending, 'onProgress'> & { readonly headers: Record<string, string> },
) =>
  new Promise<Answer>((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => resolve({ kind: 'answer', status: request.status, body: bodyOf(request.responseText) }));
    request.addEventListener('error', () => resolve({ kind: 'unreachable' }));
    request.send(file);
  });

const bodyOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

const stringsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, one]) => [name, textOf(one)]));

const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';

const attachmentsOf = (path: string): string => `${base()}/api/v1/pages/${pathHref(path)}/attachments`;

const directly = ({ path, name, file, revision, onProgress }: Sending): Promise<Answer> => {
  const query = revision === undefined ? '' : `?revision=${encodeURIComponent(revision)}`;
  const headers = {
    'X-CSRF-Token': csrf(),
    'Content-Type': file.type || 'application/octet-stream',
    'Idempotency-Key': crypto.randomUUID(),
  };
  return put(`${attachmentsOf(path)}/${encodeURIComponent(name)}${query}`, file, { headers, onProgress });
};

const overPlace = async (sending: Sending): Promise<Answer> => {
  const { path, name, file, revision, onProgress } = sending;
  const place = await ask(`${attachmentsOf(path)}/uploads`, { method: 'POST', body: { filename: name, size: file.size } });
  if (!succeeded(place)) return place;
  const headers = stringsOf(place.body['headers']);
  const laid = await put(textOf(place.body['url']), file, { headers, onProgress });
  if (!succeeded(laid)) return laid;
  const body = { filename: name, upload: textOf(place.body['upload']), ...(revision !== undefined && { revision }) };
  return ask(attachmentsOf(path), { method: 'POST', body, idempotencyKey: crypto.randomUUID() });
};

export const sendFile = (sending: Sending): Promise<Answer> =>
  sending.file.size > MOST_IN_REQUEST ? overPlace(sending) : directly(sending);
