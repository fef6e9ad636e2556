import { Fault } from '../fault/fault.ts';
import { anchorOf, type Certificate, sameName, type TrustAnchor } from '../pki/index.ts';

/** Why a certificate may not be an anchor, in kebab-case, or undefined when it may. */
export function unfitAsAnchor(certificate: Certificate): string | undefined {
  const { basicConstraints, keyUsage, version } = certificate;
  // A version 1 certificate can't say that it is a CA (RFC 5280 clause 4.1.2.1); old roots are of that kind,
  // but so is anything: it is refused rather than guessed at.
  if (version < 3) return 'anchor-version';
  if (basicConstraints?.ca !== true) return 'anchor-not-a-ca';
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign')) return 'anchor-key-usage';
  return undefined;
}

/** The certificate as a trust anchor. TRUST_UNFIT {what} when it is not one of an authority. */
export function readAnchor(certificate: Certificate): TrustAnchor {
  const what = unfitAsAnchor(certificate);
  if (what !== undefined) throw new Fault('TRUST_UNFIT', { what });
  return anchorOf(certificate);
}

/** Issued under its own name: a root, as far as names tell. */
export function isSelfIssued(certificate: Certificate): boolean {
  return sameName(certificate.issuer, certificate.subject);
}
