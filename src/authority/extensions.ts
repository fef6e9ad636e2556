import { createHash, type KeyObject } from 'node:crypto';
import { BitString, fromBER, Null, OctetString } from 'asn1js';
import {
  AccessDescription,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  InfoAccess,
  PolicyInformation,
} from 'pkijs';
import { KEY_USAGES, type KeyUsage, EKU as READ_EKU } from '../pki/certificate/index.ts';

export const EKU = {
  ...READ_EKU,
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const;

/** An extension as its value's DER, for what has no field of its own. */
export interface RawExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export function rawExtension({ oid, critical, value }: RawExtension): Extension {
  return new Extension({ extnID: oid, critical, extnValue: buffer(value) });
}

/** RFC 5280 clause 4.2.1.2, method 1: SHA-1 over the subjectPublicKey's octets; an identifier, not a protection. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array {
  const spki = fromBER(buffer(publicKey.export({ type: 'spki', format: 'der' }))).result;
  const key = (spki.valueBlock as unknown as { value: BitString[] }).value[1]!;
  return createHash('sha1').update(key.valueBlock.valueHexView).digest();
}

export function subjectKeyIdentifier(publicKey: KeyObject): Extension {
  const value = new OctetString({ valueHex: buffer(keyIdentifier(publicKey)) });
  return new Extension({ extnID: '2.5.29.14', critical: false, extnValue: value.toBER() });
}

export function authorityKeyIdentifier(publicKey: KeyObject): Extension {
  const keyId = new OctetString({ valueHex: buffer(keyIdentifier(publicKey)) });
  return extension('2.5.29.35', false, new AuthorityKeyIdentifier({ keyIdentifier: keyId }));
}

/** DER of a named bit list: trailing zero bits are cut (X.690 clause 11.2.2). */
export function keyUsage(usages: readonly KeyUsage[]): Extension {
  const bits = usages.map((usage) => KEY_USAGES.indexOf(usage));
  const last = Math.max(...bits, 0);
  const octets = new Uint8Array((last >> 3) + 1);
  for (const bit of bits) octets[bit >> 3]! |= 0x80 >> (bit & 7);
  const value = new BitString({ valueHex: buffer(octets), unusedBits: 7 - (last & 7) });
  return new Extension({ extnID: '2.5.29.15', critical: true, extnValue: value.toBER() });
}

export function basicConstraints(ca: boolean, pathLength?: number): Extension {
  const value = new BasicConstraints({
    cA: ca,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  });
  return extension('2.5.29.19', true, value);
}

/** RFC 3161 clause 2.3 wants it critical for time stamping; elsewhere it is not. */
export function extendedKeyUsage(purposes: readonly string[], critical: boolean): Extension {
  return extension('2.5.29.37', critical, new ExtKeyUsage({ keyPurposes: [...purposes] }));
}

export function certificatePolicies(policies: readonly string[]): Extension {
  const value = new CertificatePolicies({
    certificatePolicies: policies.map((p) => new PolicyInformation({ policyIdentifier: p })),
  });
  return extension('2.5.29.32', false, value);
}

export function crlDistributionPoints(urls: readonly string[]): Extension {
  const value = new CRLDistributionPoints({
    distributionPoints: urls.map((url) => new DistributionPoint({ distributionPoint: [uri(url)] })),
  });
  return extension('2.5.29.31', false, value);
}

export function authorityInformationAccess(o: {
  readonly ocsp: readonly string[];
  readonly issuers: readonly string[];
}): Extension {
  const access = (accessMethod: string) => (url: string) =>
    new AccessDescription({ accessMethod, accessLocation: uri(url) });
  const accessDescriptions = [
    ...o.ocsp.map(access('1.3.6.1.5.5.7.48.1')),
    ...o.issuers.map(access('1.3.6.1.5.5.7.48.2')),
  ];
  return extension('1.3.6.1.5.5.7.1.1', false, new InfoAccess({ accessDescriptions }));
}

/** RFC 6960 clause 4.2.2.2.1: a responder's certificate is not itself asked after. */
export function ocspNoCheck(): Extension {
  return new Extension({
    extnID: '1.3.6.1.5.5.7.48.1.5',
    critical: false,
    extnValue: new Null().toBER(),
  });
}

/** The octets as an ArrayBuffer of their own, which is what asn1js takes. */
export function buffer(octets: Uint8Array): ArrayBuffer {
  return new Uint8Array(octets).buffer;
}

function uri(url: string): GeneralName {
  return new GeneralName({ type: 6, value: url });
}

function extension(
  extnID: string,
  critical: boolean,
  value: { toSchema(): { toBER(): ArrayBuffer } },
): Extension {
  return new Extension({ extnID, critical, extnValue: value.toSchema().toBER() });
}
