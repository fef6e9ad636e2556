import { sameOctets, toHex } from '../../bytes/hex.ts';
import { DerReader } from '../../syntax/der/index.ts';
import { LIMITS } from '../limits.ts';
import { RecentlyUsed } from './cache.ts';

/** One AttributeTypeAndValue: `value` is the text of a string type, otherwise `#` and the hex of its DER; hostile text. */
export interface Attribute {
  readonly oid: string;
  readonly value: string;
  /** Identifier octet of the value. */
  readonly tag: number;
}

/** A distinguished name (RFC 5280 clause 4.1.2.4): `attributes` is `rdns` flattened, in the order of the encoding. */
export interface Name {
  readonly der: Uint8Array;
  readonly rdns: readonly (readonly Attribute[])[];
  readonly attributes: readonly Attribute[];
}

/**
 * The name whose whole TLV is `der`; DER_MALFORMED when it is none. Certificates of one CA repeat its name, so short
 * names are kept by their octets.
 */
export function readName(der: Uint8Array): Name {
  if (der.length > LONGEST_KEPT) return read(new Uint8Array(der));
  const octets = Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1');
  return kept.find(octets) ?? kept.keep(octets, read(new Uint8Array(der)));
}
const LONGEST_KEPT = 512;
const kept = new RecentlyUsed<string, Name>(LIMITS.namesKept);

function read(der: Uint8Array): Name {
  const outer = DerReader.over(der);
  const sequence = outer.sequence();
  outer.end();
  const rdns: Attribute[][] = [];
  while (!sequence.done) rdns.push(readRdn(sequence.set()));
  return { der, rdns, attributes: rdns.length === 1 ? rdns[0]! : rdns.flat() };
}

/** The attributes of one RelativeDistinguishedName, `set` being a reader over its content; at least one. */
export function readRdn(set: DerReader): Attribute[] {
  const attributes: Attribute[] = [];
  do {
    const pair = set.sequence();
    const oid = pair.oid();
    const tag = pair.peek();
    const value = TEXT.has(tag) ? pair.text() : `#${toHex(pair.next().bytes)}`;
    pair.end();
    attributes.push({ oid, value, tag });
  } while (!set.done);
  return attributes;
}

/** The last value of an attribute type (the most specific one), or undefined. */
export function nameAttribute(name: Name, oid: string): string | undefined {
  return name.attributes.findLast((attribute) => attribute.oid === oid)?.value;
}

/**
 * Whether two names are the same by RFC 5280 clause 7.1: attribute by attribute, string types compared
 * after the preparation of RFC 4518 (case folding, NFKC, insignificant space), other types by their octets.
 * The attributes of one RDN have no order.
 */
export function sameName(a: Name, b: Name): boolean {
  if (a === b || sameOctets(a.der, b.der)) return true;
  // from the end, where names of one authority differ
  for (let i = a.rdns.length; i-- > 0; )
    if (a.rdns.length !== b.rdns.length || !sameRdn(a.rdns[i]!, b.rdns[i]!)) return false;
  return a.rdns.length === b.rdns.length;
}

/** A text that is equal for exactly the names that sameName calls equal. */
export function nameKey(name: Name): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = rdnsKey(name.rdns);
  keys.set(name, key);
  return key;
}
const keys = new WeakMap<Name, string>();

/** nameKey of a name that has no encoding of its own. */
export function rdnsKey(rdns: Name['rdns']): string {
  return rdns.map(rdnKey).join('\u0001');
}

/** Whether `name` lies in the subtree below `base` (RFC 5280 clause 7.1): base is its beginning, RDN by RDN. */
export function isWithin(name: Name, base: Name): boolean {
  return (
    base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => sameRdn(rdn, name.rdns[i]!))
  );
}

/** RFC 4514: most specific RDN first. The values are the certificate's own: pass the text through shown(). */
export function nameText(name: Name): string {
  return name.rdns
    .toReversed()
    .map((rdn) => rdn.map(attributeText).join('+'))
    .join(',');
}

/** Types whose texts are compared; a TeletexString's repertoire is not settled, so its octets are compared. */
const COMPARED = new Set([
  12 /* UTF8 */, 18 /* Numeric */, 19 /* Printable */, 22 /* IA5 */, 26 /* Visible */,
  28 /* Universal */, 30 /* BMP */,
]);
const TEXT = new Set([...COMPARED, 20 /* Teletex */]);

function sameRdn(a: readonly Attribute[], b: readonly Attribute[]): boolean {
  const [x, y] = [a[0]!, b[0]!];
  if (a.length !== 1 || b.length !== 1) return a.length === b.length && rdnKey(a) === rdnKey(b);
  if (x.oid !== y.oid) return false;
  if (x.tag === y.tag && x.value === y.value) return true;
  return COMPARED.has(x.tag) && COMPARED.has(y.tag) && prepared(x.value) === prepared(y.value);
}

function rdnKey(rdn: readonly Attribute[]): string {
  const parts = rdn.map(attributeKey);
  return parts.length === 1 ? parts[0]! : parts.sort().join('\u0002');
}

function attributeKey({ oid, value, tag }: Attribute): string {
  // prepared text has no control characters, so nothing in a value can pass for the separators of a key
  return COMPARED.has(tag)
    ? `${oid}=${prepared(value)}`
    : `${oid}:${tag}:${Buffer.from(value, 'latin1').toString('hex')}`;
}

/**
 * RFC 4518 clause 2: map, normalise, insignificant space. Case folding is lower case and the two letters in which
 * it differs; by upper case dotless ı would become i.
 */
export function prepared(text: string): string {
  if (/^[!-~]*$/.test(text)) return text.toLowerCase();
  return text
    .replace(/[\u00ad\u1806\ufffc\u200b]|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]/gu, '')
    .replace(/[\t\n\v\f\r\u0085\p{Z}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .replace(/ {2,}/g, ' ')
    .replace(/^ | $/g, '');
}

function attributeText({ oid, value, tag }: Attribute): string {
  return `${SHORT[oid] ?? oid}=${TEXT.has(tag) ? escaped(value) : value}`;
}

function escaped(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]|(?<!^) $/g, '\\$&');
}

/** RFC 4514 clause 3, then what is usual for the attributes that it does not name. */
const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '2.5.4.4': 'SN',
  '2.5.4.42': 'GN',
  '2.5.4.12': 'T',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'E',
};
