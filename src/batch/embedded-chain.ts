import { sameOctets } from '../bytes/hex.ts';
import { type Certificate, sameName } from '../pki/index.ts';

/** Longest chain that is embedded. */
const LONGEST = 10;

/**
 * The issuers of `leaf` found in `pool`, issuer first, without the self-issued root: a verifier has its own
 * anchor, and one that comes with the document proves nothing (RFC 5652 clause 10.2.3 lets it be left out).
 */
export function embeddedChain(leaf: Certificate, pool: readonly Certificate[]): Certificate[] {
  const chain: Certificate[] = [];
  let current = leaf;
  while (chain.length < LONGEST) {
    const issuer = pool.find((c) => issued(c, current) && !chain.includes(c));
    if (issuer === undefined || issuer.selfIssued) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain;
}

function issued(issuer: Certificate, subject: Certificate): boolean {
  if (!sameName(issuer.subject, subject.issuer)) return false;
  const wanted = subject.authorityKeyIdentifier?.keyIdentifier;
  const own = issuer.subjectKeyIdentifier;
  return wanted === undefined || own === undefined || sameOctets(wanted, own);
}
