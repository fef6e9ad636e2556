import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { digest, opensslName, writeSignatureAlgorithm } from '../../../src/algorithm/index.ts';
import type { DigestName, SignatureAlgorithm } from '../../../src/algorithm/names.ts';
import {
  type Certificate,
  type Crl,
  type OcspResponse,
  readCertificate,
  readCrl,
  readOcspResponse,
} from '../../../src/pki/index.ts';
import { writeCertificateId } from '../../../src/pki/ocsp/certificate-id.ts';
import { anchorOf } from '../../../src/pki/path/anchor.ts';
import { context, der } from '../../../src/syntax/der/index.ts';
import { writeOid } from '../../../src/syntax/der/oid.ts';

/** Certificates, lists and responses octet by octet, so that tests can make what no authority would. */
export const AT = new Date('2026-11-23T02:00:00Z');
export const DAY = 86_400_000;
export const days = (n: number, from = AT) => new Date(from.getTime() + n * DAY);

export interface Keys {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  /** ECDSA with SHA-256 unless given. */
  readonly algorithm?: SignatureAlgorithm;
}
export function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) };
}

const OIDS = { C: '2.5.4.6', O: '2.5.4.10', CN: '2.5.4.3', E: '1.2.840.113549.1.9.1' } as const;
/** 'C=VN,O=Kyso,CN=x' in the order of the encoding. */
export function name(text: string): Uint8Array {
  const rdns = text === '' ? [] : text.split(',');
  return der.sequence(
    ...rdns.map((rdn) => {
      const [type, value = ''] = rdn.split('=');
      const oid = der.oid(OIDS[type as keyof typeof OIDS]);
      return der.set(der.sequence(oid, type === 'E' ? der.ia5(value) : der.utf8(value)));
    }),
  );
}

export type Extension = readonly [oid: string, critical: boolean, value: Uint8Array];
const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const bitList = (...bits: number[]) => {
  const octets = new Uint8Array(2);
  for (const bit of bits) octets[bit >> 3]! |= 0x80 >> (bit & 7);
  const last = Math.max(...bits);
  return der.bits(octets.subarray(0, (last >> 3) + 1), 7 - (last & 7));
};
export const general = {
  dns: (text: string) => der.tagged(context(2), ascii(text)),
  rfc822: (text: string) => der.tagged(context(1), ascii(text)),
  uri: (text: string) => der.tagged(context(6), ascii(text)),
  ip: (...octets: number[]) => der.tagged(context(7), Uint8Array.from(octets)),
  directory: (text: string) => der.tagged(context(4, true), name(text)),
  other: (oid: string, value: Uint8Array) =>
    der.tagged(context(0, true), der.oid(oid), der.tagged(context(0, true), value)),
  registered: (oid: string) => der.tagged(context(8), writeOid(oid)),
  x400: () => der.tagged(context(3, true), der.sequence()),
  edi: () => der.tagged(context(5, true), der.tagged(context(1, true), der.utf8('x'))),
};
export const ext = {
  ca: (pathLength?: number): Extension => [
    '2.5.29.19',
    true,
    der.sequence(der.boolean(true), ...(pathLength === undefined ? [] : [der.integer(pathLength)])),
  ],
  /** Bits of KeyUsage: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign. */
  keyUsage: (...bits: number[]): Extension => ['2.5.29.15', true, bitList(...bits)],
  eku: (...oids: string[]): Extension => ['2.5.29.37', false, der.sequence(...oids.map(der.oid))],
  names: (...names: Uint8Array[]): Extension => ['2.5.29.17', false, der.sequence(...names)],
  constraints: (permitted: Uint8Array[], excluded: Uint8Array[] = []): Extension => [
    '2.5.29.30',
    true,
    der.sequence(
      ...[permitted, excluded].flatMap((list, n) =>
        list.length === 0
          ? []
          : [der.tagged(context(n, true), ...list.map((base) => der.sequence(base)))],
      ),
    ),
  ],
  policies: (...oids: string[]): Extension => [
    '2.5.29.32',
    false,
    der.sequence(...oids.map((oid) => der.sequence(der.oid(oid)))),
  ],
  mappings: (...pairs: [string, string][]): Extension => [
    '2.5.29.33',
    true,
    der.sequence(...pairs.map(([a, b]) => der.sequence(der.oid(a), der.oid(b)))),
  ],
  keyIdentifier: (octets: Uint8Array): Extension => ['2.5.29.14', false, der.octets(octets)],
  authority: (octets: Uint8Array): Extension => [
    '2.5.29.35',
    false,
    der.sequence(der.tagged(context(0), octets)),
  ],
  noCheck: ['1.3.6.1.5.5.7.48.1.5', false, der.nil()] as Extension,
  point: (uri: string): Extension => [
    '2.5.29.31',
    false,
    der.sequence(
      der.sequence(der.tagged(context(0, true), der.tagged(context(0, true), general.uri(uri)))),
    ),
  ],
};

function extensionList(list: readonly Extension[]): Uint8Array {
  return der.sequence(
    ...list.map(([oid, critical, value]) =>
      der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value)),
    ),
  );
}

const ECDSA_SHA256: SignatureAlgorithm = { scheme: 'ECDSA', digest: 'SHA-256' };
const algorithmOf = ({ algorithm = ECDSA_SHA256 }: Keys) => writeSignatureAlgorithm(algorithm);

/** What `keys` sign: the octets, the algorithm and the signature, as certificates, lists and responses end. */
function signed(tbs: Uint8Array, keys: Keys, outer = algorithmOf(keys)): Uint8Array[] {
  const { scheme, digest: name, saltLength } = keys.algorithm ?? ECDSA_SHA256;
  const key =
    scheme === 'RSASSA-PSS'
      ? {
          key: keys.privateKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
        }
      : keys.privateKey;
  const octets = sign(scheme === 'EdDSA' ? null : opensslName(name), tbs, key);
  return [tbs, outer, der.bits(new Uint8Array(octets))];
}

export interface Order {
  readonly subject: string;
  /** Absent: signed by itself. */
  readonly issuer?: Party;
  readonly issuerName?: string;
  readonly keys?: Keys;
  readonly serial?: bigint | number;
  readonly from?: Date;
  readonly to?: Date;
  /** notBefore and notAfter as they are, in place of from and to. */
  readonly validity?: readonly Uint8Array[];
  readonly version?: number;
  readonly extensions?: readonly Extension[];
  /** Octets between the key and the extensions. */
  readonly unique?: Uint8Array;
  /** Another AlgorithmIdentifier outside than inside. */
  readonly outerAlgorithm?: Uint8Array;
}
export interface Party {
  readonly name: string;
  readonly keys: Keys;
  readonly der: Uint8Array;
  readonly certificate: Certificate;
}

let serials = 1000;
export function makeDer(order: Order, keys: Keys = order.keys ?? newKeys()): Uint8Array {
  const { issuer, extensions = [], version = 3 } = order;
  const tbs = der.sequence(
    ...(version === 1 ? [] : [der.tagged(context(0, true), der.integer(version - 1))]),
    der.integer(order.serial ?? ++serials),
    algorithmOf(issuer?.keys ?? keys),
    name(order.issuerName ?? issuer?.name ?? order.subject),
    der.sequence(
      ...(order.validity ?? [der.time(order.from ?? days(-365)), der.time(order.to ?? days(365))]),
    ),
    name(order.subject),
    keys.spki,
    ...(order.unique ? [order.unique] : []),
    ...(extensions.length > 0 ? [der.tagged(context(3, true), extensionList(extensions))] : []),
  );
  return der.sequence(...signed(tbs, issuer?.keys ?? keys, order.outerAlgorithm));
}

export function make(order: Order): Party {
  const keys = order.keys ?? newKeys();
  const octets = makeDer(order, keys);
  return { name: order.subject, keys, der: octets, certificate: readCertificate(octets) };
}

/** A CA with the usual extensions; `more` are added. */
export function makeCa(order: Omit<Order, 'extensions'> & { more?: readonly Extension[] }): Party {
  return make({ ...order, extensions: [ext.ca(), ext.keyUsage(5, 6), ...(order.more ?? [])] });
}

export interface CrlOrder {
  readonly issuer: Party;
  readonly entries?: readonly {
    readonly serial: Uint8Array;
    readonly at?: Date;
    readonly extensions?: readonly Extension[];
  }[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly extensions?: readonly Extension[];
}
export const reason = (code: number): Extension => [
  '2.5.29.21',
  false,
  der.tagged(0x0a, Uint8Array.of(code)),
];
export const crlNumber = (n: number): Extension => ['2.5.29.20', false, der.integer(n)];
export const deltaOf = (n: number): Extension => ['2.5.29.27', true, der.integer(n)];

export function makeCrlDer({ issuer, entries = [], extensions = [], ...times }: CrlOrder) {
  const nextUpdate = times.nextUpdate === undefined ? days(7) : times.nextUpdate;
  const list = entries.map((entry) =>
    der.sequence(
      der.tagged(0x02, entry.serial),
      der.time(entry.at ?? days(-10)),
      ...(entry.extensions ? [extensionList(entry.extensions)] : []),
    ),
  );
  const tbs = der.sequence(
    der.integer(1),
    algorithmOf(issuer.keys),
    name(issuer.name),
    der.time(times.thisUpdate ?? days(-1)),
    ...(nextUpdate ? [der.time(nextUpdate)] : []),
    ...(list.length > 0 ? [der.sequence(...list)] : []),
    ...(extensions.length > 0 ? [der.tagged(context(0, true), extensionList(extensions))] : []),
  );
  return der.sequence(...signed(tbs, issuer.keys));
}
export const makeCrl = (order: CrlOrder): Crl => readCrl(makeCrlDer(order));

export interface OcspOrder {
  readonly certificate: Certificate;
  readonly issuer: Party;
  readonly responder?: Party;
  readonly byKey?: boolean;
  readonly status?: 'good' | 'unknown' | { readonly revoked: Date; readonly reason?: number };
  readonly digest?: DigestName;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly producedAt?: Date;
  readonly extensions?: readonly Extension[];
  readonly singleExtensions?: readonly Extension[];
  readonly certificates?: readonly Uint8Array[];
  readonly bare?: boolean;
  /** Other single responses before this one, of the same issuer. */
  readonly before?: readonly Pick<OcspOrder, 'certificate' | 'status' | 'thisUpdate'>[];
}
export function makeOcspDer(order: OcspOrder): Uint8Array {
  const { issuer, responder = issuer, before = [] } = order;
  const single = singleOf(order);
  const id = order.byKey
    ? der.tagged(context(2, true), der.octets(digest('SHA-1', responder.keys.spki.subarray(26))))
    : der.tagged(context(1, true), name(responder.name));
  const tbs = der.sequence(
    id,
    der.generalizedTime(order.producedAt ?? order.thisUpdate ?? AT),
    der.sequence(...before.map((other) => singleOf({ issuer, ...other })), single),
    ...explicitly(order.extensions),
  );
  const certificates = order.certificates ?? (responder === issuer ? [] : [responder.der]);
  const basic = der.sequence(
    ...signed(tbs, responder.keys),
    ...(certificates.length > 0
      ? [der.tagged(context(0, true), der.sequence(...certificates))]
      : []),
  );
  if (order.bare) return basic;
  return der.sequence(
    der.tagged(0x0a, Uint8Array.of(0)),
    der.tagged(context(0, true), der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))),
  );
}
export const makeOcsp = (order: OcspOrder): OcspResponse => readOcspResponse(makeOcspDer(order));

const explicitly = (list: readonly Extension[] | undefined) =>
  list ? [der.tagged(context(1, true), extensionList(list))] : [];

function singleOf(order: OcspOrder): Uint8Array {
  const { issuer, status = 'good' } = order;
  const state =
    status === 'good'
      ? der.tagged(context(0))
      : status === 'unknown'
        ? der.tagged(context(2))
        : der.tagged(
            context(1, true),
            der.generalizedTime(status.revoked),
            ...(status.reason === undefined
              ? []
              : [der.tagged(context(0, true), der.tagged(0x0a, Uint8Array.of(status.reason)))]),
          );
  const nextUpdate = order.nextUpdate === undefined ? days(1) : order.nextUpdate;
  return der.sequence(
    writeCertificateId(order.certificate, anchorOf(issuer.certificate), order.digest ?? 'SHA-1'),
    state,
    der.generalizedTime(order.thisUpdate ?? AT),
    ...(nextUpdate ? [der.tagged(context(0, true), der.generalizedTime(nextUpdate))] : []),
    ...explicitly(order.singleExtensions),
  );
}
