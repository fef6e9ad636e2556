import {
  digest,
  oidOfDigest,
  type SignatureAlgorithm,
  writeSignatureAlgorithm,
} from '../../../../src/algorithm/index.ts';
import { type KeyPair, signWith, usualAlgorithm } from '../../../../src/authority/index.ts';
import { OID } from '../../../../src/signature/cms/index.ts';
import { context, DerReader, der, TAG } from '../../../../src/syntax/der/index.ts';

export const CONTENT = new Uint8Array(Buffer.from('nội dung'));

export function attribute(oid: string, ...values: Uint8Array[]): Uint8Array {
  return der.sequence(der.oid(oid), der.set(...values));
}

export const contentType = (oid: string = OID.data) => attribute(OID.contentType, der.oid(oid));
export const messageDigest = (content = CONTENT) =>
  attribute(OID.messageDigest, der.octets(digest('SHA-256', content)));
export const signingTime = (at: Date) => attribute(OID.signingTime, der.time(at));

export interface Draft {
  readonly keys: KeyPair;
  readonly certificate: Uint8Array;
  /** In the order to be encoded; content-type and message-digest when absent; null: no signed attributes. */
  readonly signed?: readonly Uint8Array[] | null;
  /** What is hashed in place of the attributes as encoded. */
  readonly hashed?: Uint8Array;
  readonly unsigned?: readonly Uint8Array[];
  readonly identifier?: Uint8Array;
  readonly digestOid?: string;
  readonly algorithm?: SignatureAlgorithm;
  readonly signatureAlgorithm?: Uint8Array;
  /** Whole elements of the certificates field, in order. */
  readonly certificates?: readonly Uint8Array[];
  readonly revocations?: readonly Uint8Array[];
  readonly eContentType?: string;
  /** null: detached. */
  readonly eContent?: Uint8Array | null;
  /** How many times the SignerInfo stands in the message. */
  readonly signers?: number;
  /** SignerInfos in place of the one that the draft describes. */
  readonly signerInfos?: readonly Uint8Array[];
}

/** A SignerInfo with whatever is wrong in the draft; orders are kept as given, even where DER would sort. */
export function craftSigner(draft: Draft): Uint8Array {
  const { signed = [contentType(), messageDigest()] } = draft;
  const algorithm = draft.algorithm ?? usualAlgorithm(draft.keys.kind);
  const content = draft.eContent ?? CONTENT;
  const message = draft.hashed ?? (signed === null ? content : der.tagged(TAG.SET, ...signed));
  const unsigned = draft.unsigned ?? [];
  return der.sequence(
    der.integer(1),
    draft.identifier ?? issuerAndSerial(draft.certificate),
    der.sequence(der.oid(draft.digestOid ?? oidOfDigest('SHA-256'))),
    ...(signed === null ? [] : [der.tagged(context(0, true), ...signed)]),
    draft.signatureAlgorithm ?? writeSignatureAlgorithm(algorithm),
    der.octets(signWith(draft.keys, algorithm, message)),
    ...(unsigned.length === 0 ? [] : [der.tagged(context(1, true), ...unsigned)]),
  );
}

/** A ContentInfo around the signers of the draft. */
export function craft(draft: Draft): Uint8Array {
  const { eContent = CONTENT } = draft;
  const signers =
    draft.signerInfos ?? new Array<Uint8Array>(draft.signers ?? 1).fill(craftSigner(draft));
  const revocations = draft.revocations ?? [];
  const signedData = der.sequence(
    der.integer(1),
    der.set(der.sequence(der.oid(oidOfDigest('SHA-256')))),
    der.sequence(
      der.oid(draft.eContentType ?? OID.data),
      ...(eContent === null ? [] : [der.tagged(context(0, true), der.octets(eContent))]),
    ),
    der.tagged(context(0, true), ...(draft.certificates ?? [draft.certificate])),
    ...(revocations.length === 0 ? [] : [der.tagged(context(1, true), ...revocations)]),
    der.tagged(TAG.SET, ...signers),
  );
  return der.sequence(der.oid(OID.signedData), der.tagged(context(0, true), signedData));
}

/** IssuerAndSerialNumber of a certificate with version and serial first. */
export function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const body = DerReader.over(certificate).sequence().sequence();
  body.skip();
  const serial = body.next().bytes;
  body.skip();
  return der.sequence(body.next().bytes, serial);
}
