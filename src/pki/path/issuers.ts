import type { SignatureScheme } from '../../algorithm/names.ts';
import { sameOctets } from '../../bytes/hex.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { type KeyFacts, readKeyFacts } from '../certificate/public-key.ts';
import { checkSignature } from './signature.ts';

/** What a search may still spend; below nought it is over. */
export interface SearchWork {
  steps: number;
  signatures: number;
}

/** How many are followed by name where nobody's key made the signature: enough to say what is wrong. */
const FOLLOWED = 4;

/**
 * Who may have issued one certificate, by name: first those whose key identifier is the one that is named, that are in
 * their dates, that are CAs. Their signatures are checked one at a time, as far as somebody asks, so a crowd of
 * namesakes behind the right issuer costs nothing.
 */
export class Issuers<Issuer extends { readonly spki: Uint8Array }> {
  private readonly certificate: Certificate;
  private readonly ranked: readonly Issuer[];
  private readonly work: SearchWork;
  private readonly signed: Issuer[] = [];
  private checked = 0;

  constructor(
    certificate: Certificate,
    candidates: readonly Issuer[],
    certificateOf: (issuer: Issuer) => Certificate | undefined,
    { at, work }: { readonly at: Date | undefined; readonly work: SearchWork },
  ) {
    this.certificate = certificate;
    this.work = work;
    // ranking a crowd is work too, or every one of it would rank all the others for nothing
    work.steps -= candidates.length >> 6;
    const ranks = new Map(
      candidates.map((one) => [one, unlikelihood(certificate, certificateOf(one), at)]),
    );
    this.ranked = candidates.toSorted((a, b) => ranks.get(a)! - ranks.get(b)!);
  }

  get size(): number {
    return this.ranked.length;
  }

  /** The likeliest first: those whose key made the signature; by name, when there are none, a few whose name fits. */
  *by(what: 'signature' | 'name'): Generator<Issuer> {
    for (let i = 0; this.find(i); i++) yield this.signed[i]!;
    if (what === 'name' && this.signed.length === 0) yield* this.ranked.slice(0, FOLLOWED);
  }

  /** Whether there is an i-th one whose key made the signature. */
  private find(i: number): boolean {
    const { certificate, ranked, signed, work } = this;
    while (i >= signed.length && this.checked < ranked.length) {
      const candidate = ranked[this.checked++]!;
      const key = readKeyFacts(candidate.spki);
      if (!isOfKind(certificate, key)) continue;
      work.signatures -= costOf(key);
      if (work.signatures < 0) return false;
      const outcome = checkSignature(certificate, candidate.spki);
      // a DSA key without its parameters can be used only once the path above it is known
      const inherits = key.type === 'dsa' && key.bits === 0;
      if (outcome === 'valid' || (outcome === 'key-unusable' && inherits)) signed.push(candidate);
    }
    return i < signed.length;
  }
}

function unlikelihood(
  certificate: Certificate,
  issuer: Certificate | undefined,
  at: Date | undefined,
): number {
  if (!issuer) return 0;
  let rank = 0;
  if (issuer.keyUsage?.has('keyCertSign') === false) rank += 1;
  if (issuer.basicConstraints?.ca !== true) rank += 2;
  if (at && (at < issuer.notBefore || at > issuer.notAfter)) rank += 4;
  const wanted = certificate.authorityKeyIdentifier?.keyIdentifier;
  const own = issuer.subjectKeyIdentifier;
  if (wanted && !own) rank += 8;
  else if (wanted && own && !sameOctets(wanted, own)) rank += 16;
  return rank;
}

const KEY_TYPES: Readonly<Record<SignatureScheme, readonly KeyFacts['type'][]>> = {
  'RSASSA-PKCS1-v1_5': ['rsa'],
  'RSASSA-PSS': ['rsa'],
  ECDSA: ['ec'],
  EdDSA: ['ed25519', 'ed448'],
  DSA: ['dsa'],
};

/** Signature checks by their cost, one being an RSA-4096 or P-256 verification; the others as measured with OpenSSL 3. */
function costOf({ type, bits, curve }: KeyFacts): number {
  if (type === 'rsa') return Math.max(1, Math.round((bits / 4096) ** 2));
  if (type === 'dsa') return Math.max(2, Math.round((bits / 1500) ** 2));
  if (type !== 'ec' || curve === 'prime256v1') return 1;
  return bits === 0 ? 20 : bits <= 384 ? 4 : 10;
}

/** Whether a key of this kind and size can have made the signature at all; costs nothing, unlike checking it. */
function isOfKind({ signatureAlgorithm, signature }: Certificate, key: KeyFacts): boolean {
  if (!signatureAlgorithm) return true;
  if (!KEY_TYPES[signatureAlgorithm.scheme].includes(key.type)) return false;
  return key.type !== 'rsa' || signature.length === Math.ceil(key.bits / 8);
}
