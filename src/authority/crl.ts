import { BitString, Enumerated, Integer } from 'asn1js';
import { CertificateRevocationList, Extension, Extensions, RevokedCertificate } from 'pkijs';
import type { SignatureAlgorithm } from '../algorithm/names.ts';
import { type Issuer, serialOctets, time } from './certificate.ts';
import { authorityKeyIdentifier, buffer, type RawExtension, rawExtension } from './extensions.ts';
import { usualAlgorithm } from './keys.ts';
import { signatureIdentifier, signWith } from './sign.ts';
import { distinguishedName } from './subject.ts';

/** CRLReason values (RFC 5280 clause 5.3.1). */
export const REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type Reason = keyof typeof REASONS;

export interface Revocation {
  /** Serial number, hexadecimal. */
  readonly serial: string;
  readonly at: Date;
  readonly reason?: Reason;
}

export interface CrlOrder {
  readonly thisUpdate: Date;
  /** RFC 5280 wants one; null leaves it out. */
  readonly nextUpdate: Date | null;
  readonly number: number;
  readonly revoked: readonly Revocation[];
  readonly extensions?: readonly RawExtension[];
  readonly algorithm?: SignatureAlgorithm;
}

/** DER of a complete CRL, version 2 (RFC 5280 clause 5), signed by `issuer`. */
export function issueCrl(order: CrlOrder, issuer: Issuer): Uint8Array {
  const algorithm = order.algorithm ?? usualAlgorithm(issuer.keys.kind);
  const number = new Integer({ value: order.number }).toBER();
  const crl = new CertificateRevocationList({
    version: 1,
    signature: signatureIdentifier(algorithm),
    signatureAlgorithm: signatureIdentifier(algorithm),
    issuer: distinguishedName(issuer.subject),
    thisUpdate: time(order.thisUpdate),
    ...(order.nextUpdate === null ? {} : { nextUpdate: time(order.nextUpdate) }),
    ...(order.revoked.length === 0 ? {} : { revokedCertificates: order.revoked.map(entry) }),
    crlExtensions: new Extensions({
      extensions: [
        authorityKeyIdentifier(issuer.keys.publicKey),
        new Extension({ extnID: '2.5.29.20', critical: false, extnValue: number }),
        ...(order.extensions ?? []).map(rawExtension),
      ],
    }),
  });
  // toSchema(true) encodes the fields afresh; encodeTBS itself is protected
  const tbs: ArrayBuffer = crl.toSchema(true).valueBlock.value[0].toBER();
  crl.tbsView = new Uint8Array(tbs);
  crl.signatureValue = new BitString({
    valueHex: buffer(signWith(issuer.keys, algorithm, new Uint8Array(tbs))),
  });
  return new Uint8Array(crl.toSchema().toBER());
}

function entry({ serial, at, reason }: Revocation): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: new Integer({ valueHex: buffer(serialOctets(serial)) }),
    revocationDate: time(at),
    ...(reason === undefined ? {} : { crlEntryExtensions: reasonExtension(reason) }),
  });
}

function reasonExtension(reason: Reason): Extensions {
  const extnValue = new Enumerated({ value: REASONS[reason] }).toBER();
  return new Extensions({
    extensions: [new Extension({ extnID: '2.5.29.21', critical: false, extnValue })],
  });
}
