/** The headers that keep an attachment from ever being active content, whatever it is. */
import type { MediaType } from './media-type.ts';

/** Nothing is loaded, nothing runs, no form, no origin of its own. A picture in SVG may have styles of its own. */
const POLICY = "default-src 'none'; sandbox";
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export const servedAs = ({ type, isPassive }: Pick<MediaType, 'type' | 'isPassive'>, file: string): Readonly<Record<string, string>> => ({
  'Content-Type': type,
  'Content-Disposition': disposition(isPassive ? 'inline' : 'attachment', file),
  'Content-Security-Policy': type === 'image/svg+xml' ? SVG_POLICY : POLICY,
  'X-Content-Type-Options': 'nosniff',
});

/** Source: RFC 6266 §4.3 and appendix D, RFC 8187 §3.2: a plain name for old readers, the real one for the others. */
const disposition = (kind: 'inline' | 'attachment', file: string): string => {
  const plain = file.replace(/[^\x20-\x7e]|["%\\]/gu, '_');
  const encoded = encodeURIComponent(file.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"${plain === file ? '' : `; filename*=UTF-8''${encoded}`}`;
};
