import type { CmsFacts } from '../ades/evidence.ts';
import {
  type DigestName,
  describeAlgorithm,
  digestReliableUntil,
  type KeySize,
  reliableUntil,
  type SignatureAlgorithm,
  type StrengthTable,
} from '../algorithm/index.ts';
import type { Certificate, Path } from '../pki/index.ts';

/** An algorithm or key that does not count at the time in question (clause 5.1.4.4). */
export interface Weakness {
  /** As the field names it, with the key. */
  readonly algorithm: string;
  /** In milliseconds since 1970: a proof of existence from before would help; -Infinity when it never counted. */
  readonly until: number;
}

/**
 * Of a signature made with the certificate's key, or of the digest of its content, which may be another than the signature's
 * own (EdDSA, adbe.pkcs7.sha1); null when both count at `at`, or nothing is known of them.
 */
export function weaknessOf(
  table: StrengthTable,
  cms: CmsFacts | null,
  certificate: Certificate | null,
  at: Date,
): Weakness | null {
  if (cms === null || cms.algorithm === null || certificate === null) return null;
  const { algorithm, digestAlgorithm } = cms;
  const own = weakness(table, algorithm, certificate.key, at);
  const content = digestAlgorithm && digestWeakness(table, digestAlgorithm, at);
  if (own === null || content === null) return own ?? content;
  return content.until < own.until ? content : own;
}

export function digestWeakness(
  table: StrengthTable,
  name: DigestName | null,
  at: Date,
): Weakness | null {
  const until = name === null ? -Infinity : digestReliableUntil(table, name);
  return at.getTime() < until ? null : { algorithm: name ?? '', until };
}

/**
 * The first weakness along a path: what each certificate is signed with, by the key of the one above it, as of when that
 * certificate is known to have existed. The anchor's own signature says nothing; its key signs the last one of the path.
 */
export function chainWeakness(
  table: StrengthTable,
  path: Path,
  existed: (certificate: Certificate) => Date,
): Weakness | null {
  for (const [index, certificate] of path.entries()) {
    const { signatureAlgorithm } = certificate;
    const key = issuerKey(path, index);
    if (signatureAlgorithm === undefined || key === undefined) continue;
    const weak = weakness(table, signatureAlgorithm, key, existed(certificate));
    if (weak !== null) return weak;
  }
  return null;
}

/** Until when the signature on a certificate of a path counts, in milliseconds since 1970. */
export function linkReliableUntil(table: StrengthTable, path: Path, index: number): number {
  const { signatureAlgorithm } = path[index]!;
  const key = issuerKey(path, index);
  if (signatureAlgorithm === undefined || key === undefined) return Infinity;
  return reliableUntil(table, signatureAlgorithm, key);
}

/** Until when the algorithm of a list or response counts, whatever its key: that of the chain is judged with the chain. */
export function dataReliableUntil(
  table: StrengthTable,
  { signatureAlgorithm }: { readonly signatureAlgorithm: SignatureAlgorithm | undefined },
): number {
  if (signatureAlgorithm === undefined) return Infinity;
  const { scheme, digest } = signatureAlgorithm;
  if (!table.schemes.includes(scheme)) return -Infinity;
  return scheme === 'EdDSA' ? Infinity : digestReliableUntil(table, digest);
}

function issuerKey(path: Path, index: number): KeySize | undefined {
  return path[index + 1]?.key ?? path.anchor.certificate?.key;
}

function weakness(
  table: StrengthTable,
  algorithm: SignatureAlgorithm,
  key: KeySize,
  at: Date,
): Weakness | null {
  const until = reliableUntil(table, algorithm, key);
  if (at.getTime() < until) return null;
  const size = `${key.type.toUpperCase()} ${key.bits}`;
  return { algorithm: `${describeAlgorithm(algorithm)}, ${size}`, until };
}
