import { escapeHtml } from '../templates/html.ts';

/** What XML 1.0 cannot carry, however it is written (W3C, Extensible Markup Language, 2.2). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for an element or a quoted attribute. */
export const escapeXml = (text: string): string => escapeHtml(text.replace(FORBIDDEN, '\ufffd'));

/** `<name>text</name>`; nothing for a text that is not there. */
export const xmlElement = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
