import { type Certificate, nameAttribute, nameText } from '../pki/index.ts';
import { type CertificateFacts, WEAK_STATUS } from './certificate-facts.ts';
import type { Standing } from './revocation-freshness.ts';
import type { Rule } from './rule.ts';

const CLAUSE = 'EN 319 102-1 clause 5.2.6.4';
const TIMES = 'EN 319 102-1 clause 5.5.4 and table 6';

export const certificateRules: readonly Rule<CertificateFacts>[] = [
  {
    id: 'XCV-CHAIN',
    clause: CLAUSE,
    what: 'chain-found',
    holds: (f) => f.chain !== null,
    otherwise: 'NO_CERTIFICATE_CHAIN_FOUND',
    data: (f) => ({
      missing: f.missing === null ? '' : nameText(f.missing),
      anchors: f.anchorsGiven ? 'given' : 'none',
    }),
  },
  {
    id: 'XCV-PATH',
    clause: 'RFC 5280 clause 6.1, EN 319 102-1 clause 5.2.6.4',
    what: 'path',
    holds: (f) => (f.chain === null ? undefined : f.chain.fault === null),
    otherwise: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    data: (f) => ({ fault: f.chain?.fault ?? '' }),
  },
  {
    // An authority that has ended can't be asked any more, and what it signed since proves nothing.
    id: 'XCV-AUTHORITY-DATES',
    clause: CLAUSE,
    what: 'authority-in-dates',
    holds: (f) => (f.chain === null ? undefined : f.chain.outOfDates === null),
    otherwise: 'OUT_OF_BOUNDS_NO_POE',
    data: ({ chain, now }) => {
      const { subject, notBefore, notAfter } = chain!.outOfDates!;
      return {
        name: nameText(subject),
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
        control: now.toISOString(),
      };
    },
  },
  {
    id: 'XCV-SUBJECT',
    clause: 'Thông tư 15/2025/TT-BKHCN, Phụ lục II',
    what: 'subject-named',
    holds: (f) =>
      f.subjectNamed ? nameAttribute(f.certificate.subject, COMMON_NAME) !== undefined : undefined,
    otherwise: 'CHAIN_CONSTRAINTS_FAILURE',
  },
  {
    id: 'XCV-KEY-USAGE',
    clause: 'EN 319 102-1 clause 5.1.4.2, RFC 5280 clause 4.2.1.3',
    what: 'key-usage',
    holds: (f) => {
      const { keyUsage } = f.certificate;
      return !keyUsage || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
    },
    otherwise: 'CHAIN_CONSTRAINTS_FAILURE',
  },
  {
    id: 'XCV-PURPOSE',
    clause: 'RFC 5280 clause 4.2.1.12',
    what: 'purpose',
    holds: (f) => (f.role === 'signer' ? mayBeForDocuments(f.certificate) : undefined),
    otherwise: 'CHAIN_CONSTRAINTS_FAILURE',
  },
  {
    id: 'XCV-TIME-STAMPING',
    clause: 'RFC 3161 clause 2.3',
    what: 'time-stamping-purpose',
    holds: (f) => (f.role === 'tsa' ? isForTimeStamping(f.certificate) : undefined),
    otherwise: 'CHAIN_CONSTRAINTS_FAILURE',
  },
  {
    id: 'XCV-NOT-YET-VALID',
    clause: TIMES,
    what: 'made-before-issuance',
    holds: (f) => (f.proven && trusted(f) ? f.control >= f.certificate.notBefore : undefined),
    otherwise: 'NOT_YET_VALID',
    data: dates,
  },
  {
    id: 'XCV-NOT-BEFORE',
    clause: CLAUSE,
    what: 'begun',
    holds: (f) => (f.proven && trusted(f) ? undefined : f.control >= f.certificate.notBefore),
    otherwise: 'OUT_OF_BOUNDS_NO_POE',
    data: dates,
  },
  {
    id: 'XCV-EXPIRED',
    clause: TIMES,
    what: 'made-after-expiry',
    holds: (f) =>
      trusted(f) && isLate(f) && f.madeAfter !== null
        ? f.madeAfter <= f.certificate.notAfter
        : undefined,
    otherwise: 'EXPIRED',
    data: dates,
  },
  {
    // Table 6: known not revoked while it was valid, so only the time of signing is missing.
    id: 'XCV-NOT-AFTER-GOOD',
    clause: CLAUSE,
    what: 'not-expired-not-revoked',
    holds: (f) => (isLate(f) && f.chain?.standing.kind === 'good' ? false : undefined),
    otherwise: 'OUT_OF_BOUNDS_NOT_REVOKED',
    data: dates,
  },
  {
    id: 'XCV-NOT-AFTER',
    clause: CLAUSE,
    what: 'not-expired',
    holds: (f) => {
      if (!isLate(f)) return true;
      const kind = f.chain?.standing.kind;
      return kind === 'good' || kind === 'revoked' ? undefined : false;
    },
    otherwise: 'OUT_OF_BOUNDS_NO_POE',
    data: dates,
  },
  {
    id: 'XCV-REVOKED-BEFORE',
    clause: TIMES,
    what: 'made-after-revocation',
    holds: (f) => {
      const standing = f.chain?.standing;
      if (standing?.kind !== 'revoked' || standing.hold || f.madeAfter === null || !trusted(f))
        return undefined;
      return f.madeAfter < standing.at;
    },
    otherwise: 'REVOKED',
    data: (f) => revocationData(f.chain?.standing),
  },
  {
    id: 'XCV-HOLD',
    clause: CLAUSE,
    what: 'on-hold',
    holds: (f) =>
      f.chain?.standing.kind === 'revoked' && f.chain.standing.hold ? false : undefined,
    otherwise: 'TRY_LATER',
    data: (f) => revocationData(f.chain?.standing),
  },
  {
    id: 'XCV-REVOKED',
    clause: CLAUSE,
    what: 'not-revoked',
    holds: (f) => {
      const standing = f.chain?.standing;
      if (standing?.kind === 'good') return true;
      return standing?.kind === 'revoked' && !standing.hold ? false : undefined;
    },
    otherwise: 'REVOKED_NO_POE',
    data: (f) => revocationData(f.chain?.standing),
    proof: (f) => revocationData(f.chain?.standing),
  },
  {
    id: 'XCV-STATUS-BOUNDS',
    clause: 'EN 319 102-1 table 6',
    what: 'status-in-bounds',
    holds: (f) => (unknowns(f).some((s) => s.outOfBounds) ? false : undefined),
    otherwise: 'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  },
  {
    id: 'XCV-STATUS-STRENGTH',
    clause: 'EN 319 102-1 clause 5.1.4.4, ETSI TS 119 312',
    what: 'status-strength',
    holds: (f) => (unknowns(f).some((s) => s.why === WEAK_STATUS) ? false : undefined),
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  },
  {
    id: 'XCV-STATUS',
    clause: 'EN 319 102-1 clauses 5.2.5.4 and 5.2.6.4',
    what: 'status-known',
    holds: (f) => {
      const open = unknowns(f);
      if (f.chain === null) return undefined;
      return open.length === 0 ? true : open.every(hasOwnRule) ? undefined : false;
    },
    otherwise: 'TRY_LATER',
    data: (f) => {
      const open = unknowns(f).find((s) => !hasOwnRule(s));
      return { why: open?.why ?? '', name: open ? nameText(open.of) : '' };
    },
  },
  {
    id: 'XCV-CA-REVOKED',
    clause: CLAUSE,
    what: 'authority-not-revoked',
    holds: (f) =>
      f.chain === null || f.chain.authorities.kind === 'unknown'
        ? undefined
        : f.chain.authorities.kind === 'good',
    otherwise: 'REVOKED_CA_NO_POE',
    data: (f) => revocationData(f.chain?.authorities),
    proof: (f) => revocationData(f.chain?.authorities),
  },
  {
    id: 'XCV-STRENGTH',
    clause: 'EN 319 102-1 clause 5.1.4.4, ETSI TS 119 312',
    what: 'chain-strength',
    holds: (f) => (f.chain?.weakness?.until === -Infinity ? false : undefined),
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE',
    data: (f) => ({ algorithm: f.chain?.weakness?.algorithm ?? '' }),
  },
  {
    id: 'XCV-STRENGTH-THEN',
    clause: 'EN 319 102-1 clause 5.1.4.4, ETSI TS 119 312',
    what: 'chain-strength',
    holds: (f) => {
      if (f.chain === null || f.chain.weakness?.until === -Infinity) return undefined;
      return f.chain.weakness === null;
    },
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    data: (f) => ({ algorithm: f.chain?.weakness?.algorithm ?? '' }),
  },
];

/** Dates and revocation convict a signature only where the chain that vouches for them holds. */
function trusted(f: CertificateFacts): boolean {
  return f.chain !== null && f.chain.fault === null;
}

function isLate(f: CertificateFacts): boolean {
  return f.control > f.certificate.notAfter;
}

function hasOwnRule(s: Extract<Standing, { kind: 'unknown' }>): boolean {
  return s.outOfBounds || s.why === WEAK_STATUS;
}

function unknowns(f: CertificateFacts) {
  const standings = f.chain === null ? [] : [f.chain.standing, f.chain.authorities];
  return standings.filter((s) => s.kind === 'unknown');
}

/** Purposes that exclude signing documents when nothing else is named (RFC 5280 clause 4.2.1.12). */
const OTHER_PURPOSES = new Set([
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.3',
  '1.3.6.1.5.5.7.3.8',
  '1.3.6.1.5.5.7.3.9',
]);

/** Tokens in the field name client authentication, e-mail or vendors' document purposes, or none at all. */
function mayBeForDocuments({ extendedKeyUsage }: Certificate): boolean {
  return !extendedKeyUsage?.length || !extendedKeyUsage.every((oid) => OTHER_PURPOSES.has(oid));
}

const COMMON_NAME = '2.5.4.3';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

function isForTimeStamping(certificate: Certificate): boolean {
  const { extendedKeyUsage, extensions } = certificate;
  return (
    extendedKeyUsage?.length === 1 &&
    extendedKeyUsage[0] === TIME_STAMPING &&
    extensions.get(EXTENDED_KEY_USAGE)?.critical === true
  );
}

function dates(f: CertificateFacts): Record<string, string> {
  return {
    notBefore: f.certificate.notBefore.toISOString(),
    notAfter: f.certificate.notAfter.toISOString(),
    control: f.control.toISOString(),
  };
}

function revocationData(standing: Standing | undefined): Record<string, string> {
  if (standing?.kind === 'revoked') {
    return { revokedAt: standing.at.toISOString(), reason: standing.reason };
  }
  if (standing?.kind === 'good') {
    return { source: standing.source, issued: standing.thisUpdate.toISOString() };
  }
  return {};
}
