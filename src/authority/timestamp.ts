import { randomBytes } from 'node:crypto';
import {
  type DigestName,
  digest,
  digestByOid,
  type SignatureAlgorithm,
  writeDigestAlgorithm,
  writeSignatureAlgorithm,
} from '../algorithm/index.ts';
import { context, DerReader, der, TAG } from '../syntax/der/index.ts';
import { wholeSecond } from './certificate.ts';
import { type KeyPair, usualAlgorithm } from './keys.ts';
import { signWith } from './sign.ts';

export interface TimestampAuthority {
  readonly keys: KeyPair;
  readonly certificate: Uint8Array;
  /** Sent beside the certificate when the request asks for certificates. */
  readonly chain: readonly Uint8Array[];
  readonly policy: string;
  /** Seconds either side; null leaves it out. */
  readonly accuracy: number | null;
  readonly algorithm?: SignatureAlgorithm;
}

/** PKIFailureInfo bits (RFC 3161 clause 2.4.2). */
export const FAILURES = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  systemFailure: 25,
} as const;

const ID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/**
 * DER of the TimeStampResp (RFC 3161) to a DER TimeStampReq at the time given. A request that can't be
 * answered is rejected in the protocol's own words, never thrown.
 */
export function answerTimestamp(query: Uint8Array, tsa: TimestampAuthority, at: Date): Uint8Array {
  let asked: Query;
  try {
    asked = readQuery(query);
  } catch {
    return rejection('badDataFormat');
  }
  if (asked.hash === undefined) return rejection('badAlg');
  if (asked.policy !== undefined && asked.policy !== tsa.policy)
    return rejection('unacceptedPolicy');
  return der.sequence(der.sequence(der.integer(0)), token(tstInfo(asked, tsa, at), asked, tsa));
}

/** A TimeStampResp that refuses, with the failure named. */
export function rejection(failure: keyof typeof FAILURES): Uint8Array {
  const bit = FAILURES[failure];
  const octets = new Uint8Array((bit >> 3) + 1);
  octets[bit >> 3] = 0x80 >> (bit & 7);
  return der.sequence(der.sequence(der.integer(2), der.bits(octets, 7 - (bit & 7))));
}

interface Query {
  /** The whole MessageImprint, returned as it came. */
  readonly imprint: Uint8Array;
  readonly hash: DigestName | undefined;
  readonly policy: string | undefined;
  /** The whole INTEGER, returned as it came. */
  readonly nonce: Uint8Array | undefined;
  readonly wantsCertificates: boolean;
}

function readQuery(octets: Uint8Array): Query {
  const reader = DerReader.over(octets);
  const query = reader.sequence();
  reader.end();
  query.integer();
  const imprint = query.read(TAG.SEQUENCE).bytes;
  const oid = DerReader.over(imprint).sequence().sequence().oid();
  const policy = query.peek() === TAG.OID ? query.oid() : undefined;
  const nonce = query.optional(TAG.INTEGER)?.bytes;
  const wantsCertificates = query.peek() === TAG.BOOLEAN && query.boolean();
  return { imprint, hash: digestByOid(oid), policy, nonce, wantsCertificates };
}

function tstInfo(asked: Query, tsa: TimestampAuthority, at: Date): Uint8Array {
  return der.sequence(
    der.integer(1),
    der.oid(tsa.policy),
    asked.imprint,
    der.integer(randomBytes(12)),
    der.generalizedTime(wholeSecond(at)),
    ...(tsa.accuracy === null ? [] : [der.sequence(der.integer(tsa.accuracy))]),
    ...(asked.nonce === undefined ? [] : [asked.nonce]),
  );
}

/** ContentInfo with SignedData version 3 around the TSTInfo (RFC 5652 clause 5.1, RFC 3161 clause 2.4.2). */
function token(info: Uint8Array, asked: Query, tsa: TimestampAuthority): Uint8Array {
  const algorithm = tsa.algorithm ?? usualAlgorithm(tsa.keys.kind);
  const digestAlgorithm = writeDigestAlgorithm(algorithm.digest);
  const attributes = der.set(
    attribute(ID.contentType, der.oid(ID.tstInfo)),
    attribute(ID.messageDigest, der.octets(digest(algorithm.digest, info))),
    attribute(ID.signingCertificateV2, signingCertificate(tsa.certificate)),
  );
  const signature = signWith(tsa.keys, algorithm, attributes);
  const signerInfo = der.sequence(
    der.integer(1),
    issuerAndSerial(tsa.certificate),
    digestAlgorithm,
    der.tagged(context(0, true), DerReader.over(attributes).next().content),
    writeSignatureAlgorithm(algorithm),
    der.octets(signature),
  );
  const certificates = asked.wantsCertificates ? [tsa.certificate, ...tsa.chain] : [];
  const signedData = der.sequence(
    der.integer(3),
    der.set(digestAlgorithm),
    der.sequence(der.oid(ID.tstInfo), der.tagged(context(0, true), der.octets(info))),
    ...(certificates.length === 0 ? [] : [certificateSet(certificates)]),
    der.set(signerInfo),
  );
  return der.sequence(der.oid(ID.signedData), der.tagged(context(0, true), signedData));
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(type), der.set(value));
}

/** SigningCertificateV2 with SHA-256, its default, which DER leaves out (RFC 5035 clause 3). */
function signingCertificate(certificate: Uint8Array): Uint8Array {
  const hash = digest('SHA-256', certificate);
  return der.sequence(der.sequence(der.sequence(der.octets(hash))));
}

function certificateSet(certificates: readonly Uint8Array[]): Uint8Array {
  const sorted = DerReader.over(der.set(...certificates)).next().content;
  return der.tagged(context(0, true), sorted);
}

function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const tbs = DerReader.over(certificate).sequence().sequence();
  tbs.optional(context(0, true));
  const serial = tbs.read(TAG.INTEGER).bytes;
  tbs.read(TAG.SEQUENCE);
  return der.sequence(tbs.read(TAG.SEQUENCE).bytes, serial);
}
