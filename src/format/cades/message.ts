import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import { LIMITS } from './limits.ts';

/** 1.2.840.113549.1, under which both PKCS#7 and S/MIME have their content types. */
const PKCS = Buffer.from('2a864886f70d01', 'hex');
const SEQUENCE = 0x30;
const OID = 0x06;

/** Octets from the start in which a PEM or mail header is looked for: lines of comment may stand before it. */
const HEADER_WITHIN = 4 * 1024;

/** How a file that may be a CMS message is written down, by its first octets; undefined when it is none. */
export function wrapperOf(source: ByteSource): 'ASN.1' | 'PEM' | 'S/MIME' | undefined {
  const octets = source.read(0, Math.min(HEADER_WITHIN, source.length));
  if (beginsContentInfo(octets)) return 'ASN.1';
  const head = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
  if (/^-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----\r?$/m.test(head)) return 'PEM';
  const mail = /^content-type:\s*(?:multipart\/signed|application\/(?:x-)?pkcs7-)/im.test(head);
  return mail && /^[\w-]+:/.test(head) ? 'S/MIME' : undefined;
}

/** A SEQUENCE, in DER or BER, that begins with a content type of PKCS#7 or S/MIME. */
function beginsContentInfo(octets: Uint8Array): boolean {
  const length = octets[1] ?? 0;
  const at = length > 0x80 ? 2 + (length & 0x7f) : 2;
  if (octets[0] !== SEQUENCE || octets[at] !== OID) return false;
  return Buffer.compare(octets.subarray(at + 2, at + 2 + PKCS.length), PKCS) === 0;
}

/** The message as DER or BER. Faults: DOCUMENT_LIMIT, DOCUMENT_MALFORMED (PEM), DOCUMENT_UNSUPPORTED {what: smime-message}. */
export function readMessage(source: ByteSource): Uint8Array {
  const wrapper = wrapperOf(source);
  const most = wrapper === 'PEM' ? LIMITS.pemOctets : LIMITS.messageOctets;
  if (source.length > most) throw new Fault('DOCUMENT_LIMIT', { what: 'cms-too-large' });
  if (wrapper === 'S/MIME') throw new Fault('DOCUMENT_UNSUPPORTED', { what: 'smime-message' });
  const octets = source.read(0, source.length);
  return wrapper === 'PEM' ? decodePem(octets) : octets;
}

/** The one block of a PEM text (RFC 7468 clause 3); text before it is allowed, a second block is not: which would count? */
function decodePem(octets: Uint8Array): Uint8Array {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
  const [, ...blocks] = text.split(/^-----BEGIN (?=[^\r\n-]+-----\r?$)/m);
  const [block = ''] = blocks;
  const label = block.slice(0, block.indexOf('-----'));
  const end = block.indexOf(`-----END ${label}-----`);
  const body = block.slice(label.length + 5, Math.max(end, 0)).replace(/\s+/g, '');
  if (blocks.length !== 1 || end < 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(body))
    throw new Fault('DOCUMENT_MALFORMED', { what: 'pem-malformed' });
  return new Uint8Array(Buffer.from(body, 'base64'));
}
