import {
  type DigestName,
  describeAlgorithm,
  digestStrength,
  type KeySize,
  type SignatureAlgorithm,
  strength,
} from '../algorithm/index.ts';
import type { Certificate } from '../pki/index.ts';

/** An algorithm or key that does not count at the time in question (clause 5.1.4.4). */
export interface Weakness {
  /** As the field names it, with the key. */
  readonly algorithm: string;
  /** It counted at some earlier time, so a proof of existence from then would help. */
  readonly once: boolean;
  /** Whether it is too weak for something made at that time. */
  readonly at: (time: Date) => boolean;
}

const BEFORE_ALL = new Date(0);

/** Of a signature made with the certificate's key; null when it counts at `at`, or nothing is known of it. */
export function weaknessOf(
  algorithm: SignatureAlgorithm | null,
  certificate: Certificate | null,
  at: Date,
): Weakness | null {
  if (algorithm === null || certificate === null) return null;
  const { key } = certificate;
  const weakAt = (time: Date) => strength(algorithm, key, time) === 'weak';
  if (!weakAt(at)) return null;
  return {
    algorithm: `${describeAlgorithm(algorithm)}, ${keyText(key)}`,
    once: !weakAt(BEFORE_ALL),
    at: weakAt,
  };
}

export function digestWeakness(name: DigestName | null, at: Date): Weakness | null {
  if (name === null) return { algorithm: '', once: false, at: () => true };
  const weakAt = (time: Date) => digestStrength(name, time) === 'weak';
  return weakAt(at) ? { algorithm: name, once: !weakAt(BEFORE_ALL), at: weakAt } : null;
}

/**
 * The first weakness along a path: what each certificate is signed with, by the key of the one above it. The
 * anchor's own signature says nothing; its key signs the last certificate of the path.
 */
export function chainWeakness(
  certificates: readonly Certificate[],
  anchorKey: KeySize | null,
  at: Date,
): Weakness | null {
  for (const [index, certificate] of certificates.entries()) {
    const { signatureAlgorithm } = certificate;
    const key = certificates[index + 1]?.key ?? anchorKey;
    if (signatureAlgorithm === undefined || key === null) continue;
    const weakAt = (time: Date) => strength(signatureAlgorithm, key, time) === 'weak';
    if (weakAt(at)) {
      return {
        algorithm: `${describeAlgorithm(signatureAlgorithm)}, ${keyText(key)}`,
        once: !weakAt(BEFORE_ALL),
        at: weakAt,
      };
    }
  }
  return null;
}

function keyText(key: KeySize): string {
  return `${key.type.toUpperCase()} ${key.bits}`;
}
