import { toHex } from '../../bytes/hex.ts';
import { context, type DerReader } from '../../syntax/der/index.ts';
import { type Name, readName } from './name.ts';

/** RFC 5280 clause 4.2.1.6. `text` is IA5 as it stands, hostile; `octets` are an address, in a constraint address and mask. */
export type GeneralName =
  | { readonly kind: 'rfc822' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'registered'; readonly oid: string }
  | { readonly kind: 'other' | 'x400' | 'edi'; readonly octets: Uint8Array };

/** Reads the next element of `reader` as a GeneralName; DER_MALFORMED when it is none. */
export function readGeneralName(reader: DerReader): GeneralName {
  switch (reader.peek()) {
    case context(0, true):
      return { kind: 'other', octets: reader.next().content };
    case context(1):
      return { kind: 'rfc822', text: ia5(reader.octets(context(1))) };
    case context(2):
      return { kind: 'dns', text: ia5(reader.octets(context(2))) };
    case context(3, true):
      return { kind: 'x400', octets: reader.next().content };
    case context(4, true):
      // Name is a CHOICE, so its tag is explicit (X.680 clause 31.2.7)
      return { kind: 'directory', name: readName(reader.next().content) };
    case context(5, true):
      return { kind: 'edi', octets: reader.next().content };
    case context(6):
      return { kind: 'uri', text: ia5(reader.octets(context(6))) };
    case context(7):
      return { kind: 'ip', octets: reader.octets(context(7)) };
    case context(8):
      return { kind: 'registered', oid: reader.oid(context(8)) };
    default:
      // no GeneralName has this tag: let the reader say so in its own words
      return { kind: 'other', octets: reader.read(context(0, true)).content };
  }
}

/** All names of GeneralNames, `reader` being over its content; RFC 5280 wants at least one. */
export function readGeneralNames(reader: DerReader): GeneralName[] {
  const names: GeneralName[] = [];
  do names.push(readGeneralName(reader));
  while (!reader.done);
  return names;
}

/** The http(s), ldap or other addresses among names. */
export function uris(names: readonly GeneralName[]): string[] {
  return names.flatMap((name) => (name.kind === 'uri' ? [name.text] : []));
}

/** A text that is equal for names equal octet by octet, directory names apart (those by sameName). */
export function generalNameText(name: GeneralName): string {
  if ('text' in name) return `${name.kind}:${name.text}`;
  if ('oid' in name) return `${name.kind}:${name.oid}`;
  return `${name.kind}:${toHex('name' in name ? name.name.der : name.octets)}`;
}

/** Octets above 127 are no IA5String; they stay visible as Latin-1 and match nothing. */
function ia5(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
}
