import { type KeyObject, randomBytes } from 'node:crypto';
import { BitString, fromBER, Integer } from 'asn1js';
import { Certificate, type Extension, PublicKeyInfo, Time } from 'pkijs';
import type { SignatureAlgorithm } from '../algorithm/names.ts';
import type { KeyUsage } from '../pki/certificate/index.ts';
import {
  authorityInformationAccess,
  authorityKeyIdentifier,
  basicConstraints,
  buffer,
  certificatePolicies,
  crlDistributionPoints,
  EKU,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  type RawExtension,
  rawExtension,
  subjectKeyIdentifier,
} from './extensions.ts';
import { type KeyPair, usualAlgorithm } from './keys.ts';
import { signatureIdentifier, signWith } from './sign.ts';
import { distinguishedName, type Subject } from './subject.ts';

/** What a certificate is for; it decides key usage, extended key usage and basic constraints. */
export type Profile = 'ca' | 'person' | 'agency' | 'tsa' | 'ocsp';

export interface CertificateOrder {
  readonly profile: Profile;
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hexadecimal, positive; random 16 octets when absent. */
  readonly serial?: string;
  /** Of a CA below this one. */
  readonly pathLength?: number;
  readonly policies?: readonly string[];
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly issuerUrls?: readonly string[];
  /** In place of the profile's own. */
  readonly keyUsage?: readonly KeyUsage[];
  /** In place of the profile's own; an empty list leaves the extension out. */
  readonly extendedKeyUsage?: { readonly purposes: readonly string[]; readonly critical: boolean };
  readonly extensions?: readonly RawExtension[];
  /** What the issuer signs this certificate with; its usual algorithm when absent. */
  readonly algorithm?: SignatureAlgorithm;
}

export interface Issuer {
  readonly subject: Subject;
  readonly keys: KeyPair;
}

const USAGES: Readonly<Record<Profile, readonly KeyUsage[]>> = {
  ca: ['keyCertSign', 'cRLSign'],
  person: ['digitalSignature', 'nonRepudiation'],
  agency: ['digitalSignature', 'nonRepudiation'],
  tsa: ['digitalSignature'],
  ocsp: ['digitalSignature'],
};
const PURPOSES: Readonly<Partial<Record<Profile, CertificateOrder['extendedKeyUsage']>>> = {
  tsa: { purposes: [EKU.timeStamping], critical: true },
  ocsp: { purposes: [EKU.ocspSigning], critical: false },
};

/** DER of a certificate (RFC 5280) for the order, signed by `issuer`. */
export function issueCertificate(order: CertificateOrder, issuer: Issuer): Uint8Array {
  const algorithm = order.algorithm ?? usualAlgorithm(issuer.keys.kind);
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: buffer(serialOctets(order.serial)) }),
    issuer: distinguishedName(issuer.subject),
    subject: distinguishedName(order.subject),
    notBefore: time(order.notBefore),
    notAfter: time(order.notAfter),
    signature: signatureIdentifier(algorithm),
    signatureAlgorithm: signatureIdentifier(algorithm),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(
      buffer(order.publicKey.export({ type: 'spki', format: 'der' })),
    ),
    extensions: extensionsOf(order, issuer),
  });
  const tbs = certificate.encodeTBS().toBER();
  certificate.tbsView = new Uint8Array(tbs);
  certificate.signatureValue = new BitString({
    valueHex: buffer(signWith(issuer.keys, algorithm, new Uint8Array(tbs))),
  });
  return new Uint8Array(certificate.toSchema().toBER());
}

/** RFC 5280 clause 4.1.2.5: UTCTime to 2049, GeneralizedTime after it, whole seconds. */
export function time(at: Date): Time {
  return new Time({ type: at.getUTCFullYear() < 2050 ? 0 : 1, value: wholeSecond(at) });
}

/** DER times carry no fraction here (RFC 5280 clause 4.1.2.5.2). */
export function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** DER INTEGER content of a serial number: positive, minimal. */
export function serialOctets(hex?: string): Uint8Array {
  const octets =
    hex === undefined
      ? randomBytes(16)
      : Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  if (hex === undefined) octets[0] = (octets[0]! & 0x3f) | 0x40;
  let start = 0;
  while (start < octets.length - 1 && octets[start] === 0) start += 1;
  const minimal = octets.subarray(start);
  return minimal[0]! < 0x80 ? minimal : Buffer.concat([Buffer.of(0), minimal]);
}

/** Serial number of a certificate as lower-case hexadecimal without leading zero octets. */
export function serialOf(certificate: Uint8Array): string {
  const { serialNumber } = new Certificate({ schema: fromBER(buffer(certificate)).result });
  const hex = Buffer.from(serialNumber.valueBlock.valueHexView).toString('hex');
  return hex.replace(/^(00)+(?=..)/, '');
}

function extensionsOf(order: CertificateOrder, issuer: Issuer): Extension[] {
  const { profile } = order;
  const list: Extension[] = [
    subjectKeyIdentifier(order.publicKey),
    authorityKeyIdentifier(issuer.keys.publicKey),
    keyUsage(order.keyUsage ?? USAGES[profile]),
    basicConstraints(profile === 'ca', order.pathLength),
  ];
  const purposes = order.extendedKeyUsage ?? PURPOSES[profile];
  if (purposes !== undefined && purposes.purposes.length > 0)
    list.push(extendedKeyUsage(purposes.purposes, purposes.critical));
  if (order.policies?.length) list.push(certificatePolicies(order.policies));
  if (order.crlUrls?.length) list.push(crlDistributionPoints(order.crlUrls));
  const access = { ocsp: order.ocspUrls ?? [], issuers: order.issuerUrls ?? [] };
  if (access.ocsp.length + access.issuers.length > 0) list.push(authorityInformationAccess(access));
  if (profile === 'ocsp') list.push(ocspNoCheck());
  return [...list, ...(order.extensions ?? []).map(rawExtension)];
}
