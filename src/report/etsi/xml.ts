import { shown } from '../../words/shown.ts';

/** Text of others made safe for element content and quoted attributes; what XML 1.0 clause 2.2 forbids is shown or replaced. */
function safe(text: string): string {
  return escaped(shown(text).replace(/[\ufffe\uffff]/g, '\ufffd'));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** An element around `content`, which is markup already; the attributes are kyso's own. */
export function element(
  name: string,
  content: string | readonly string[],
  attributes: Readonly<Record<string, string>> = {},
): string {
  const inner = typeof content === 'string' ? content : content.join('');
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `<${name}${written.join('')}`;
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`;
}

/** An element with text of others in it. */
export function textElement(name: string, text: string | undefined): string {
  return text === undefined ? '' : element(name, safe(text));
}

/** xs:dateTime in UTC; the year 0000, which XML Schema 1.0 does not have, becomes 0001. */
export function dateTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/^0000/, '0001')}Z`;
}

/** A path as a relative URI reference (RFC 3986 clause 4.2), whatever characters it has. */
export function uriOf(path: string): string {
  const segments = path.toWellFormed().replaceAll('\\', '/').split('/');
  const written = segments.map((segment) => encodeURIComponent(segment)).join('/');
  // A first segment with a colon would read as a scheme; encodeURIComponent has written it as %3A.
  return written.startsWith('/') ? `file://${written}` : written;
}

export function base64(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('base64');
}
