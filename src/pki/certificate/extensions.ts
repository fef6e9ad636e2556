import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import { type GeneralName, readGeneralName, readGeneralNames, uris } from './general-name.ts';
import { KEY_USAGES, type KeyUsage } from './key-usage.ts';

export interface Extension {
  readonly critical: boolean;
  /** Content of extnValue: the DER that the extension's own syntax describes. */
  readonly value: Uint8Array;
}
export type Extensions = ReadonlyMap<string, Extension>;

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier: Uint8Array | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: Uint8Array | undefined;
}

/**
 * Extensions, `reader` being over the content of the SEQUENCE OF. RFC 5280 clause 4.2: no type twice.
 * An explicit `critical FALSE` is no DER but common, and changes nothing that was signed: accepted.
 */
export function readExtensions(reader: DerReader): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  do {
    const extension = reader.sequence();
    const oid = extension.oid();
    const critical = extension.peek() === 0x01 ? extension.boolean() : false;
    const value = extension.octets();
    extension.end();
    if (extensions.has(oid)) throw new Fault('DER_MALFORMED', { what: 'extension-twice' });
    extensions.set(oid, { critical, value });
  } while (!reader.done);
  return extensions;
}

export function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const reader = DerReader.over(value);
  const { octets } = reader.bits();
  reader.end();
  // bit 0 is the most significant of the first octet (X.680 clause 22.2); nine bits make at most 512 sets
  const bits = ((octets[0] ?? 0) << 1) | ((octets[1] ?? 0) >> 7);
  usages[bits] ??= new Set(KEY_USAGES.filter((_, bit) => bits & (0x100 >> bit)));
  return usages[bits];
}
const usages: ReadonlySet<KeyUsage>[] = [];

export function readObjectIdentifiers(value: Uint8Array): readonly string[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  const oids: string[] = [];
  do oids.push(list.oid());
  while (!list.done);
  return oids;
}

/** BasicConstraints; cA FALSE written out is no DER but common: accepted. A path length without cA counts for nothing. */
export function readBasicConstraints(value: Uint8Array): {
  readonly ca: boolean;
  readonly pathLength: number | undefined;
} {
  const outer = DerReader.over(value);
  const body = outer.sequence();
  outer.end();
  const ca = body.peek() === 0x01 ? body.boolean() : false;
  const length = body.peek() === 0x02 ? body.integer() : undefined;
  body.end();
  if (length !== undefined && length < 0n)
    throw new Fault('DER_MALFORMED', { what: 'path-length-negative' });
  return { ca, pathLength: length === undefined ? undefined : Number(length) };
}

export function readOctets(value: Uint8Array): Uint8Array {
  const reader = DerReader.over(value);
  const octets = reader.octets();
  reader.end();
  return octets;
}

export function readAuthorityKeyIdentifier(value: Uint8Array): AuthorityKeyIdentifier {
  const outer = DerReader.over(value);
  const body = outer.sequence();
  outer.end();
  const keyIdentifier = body.optional(context(0))?.content;
  const issuer = body.optional(context(1, true));
  const serial = body.optional(context(2))?.content;
  body.end();
  return {
    keyIdentifier,
    issuer: issuer && readGeneralNames(DerReader.over(issuer.content)),
    serial,
  };
}

/** AuthorityInfoAccess (RFC 5280 clause 4.2.2.1): the addresses of OCSP responders and of issuer certificates. */
export function readInformationAccess(value: Uint8Array): { ocsp: string[]; issuers: string[] } {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  const found: { ocsp: string[]; issuers: string[] } = { ocsp: [], issuers: [] };
  do {
    const access = list.sequence();
    const method = access.oid();
    const location = uris([readGeneralName(access)]);
    access.end();
    if (method === '1.3.6.1.5.5.7.48.1') found.ocsp.push(...location);
    if (method === '1.3.6.1.5.5.7.48.2') found.issuers.push(...location);
  } while (!list.done);
  return found;
}
