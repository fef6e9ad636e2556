import { type CertificateOrder, type Issuer, issueCertificate, serialOf } from './certificate.ts';
import { type CrlOrder, issueCrl, type Revocation } from './crl.ts';
import type { KeyPair } from './keys.ts';
import type { Subject } from './subject.ts';

/** Where what an authority publishes can be fetched; written into what it issues. */
export interface Publication {
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly issuerUrls?: readonly string[];
}

export interface AuthorityOrder {
  readonly subject: Subject;
  readonly keys: KeyPair;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent: a root, which signs itself. */
  readonly parent?: Authority;
  readonly pathLength?: number;
  readonly policies?: readonly string[];
  readonly publication?: Publication;
  /** Anything else of its certificate. */
  readonly certificate?: Partial<CertificateOrder>;
}

/** A certificate authority: its certificate, what it issued and what it revoked. */
export interface Authority extends Issuer {
  readonly certificate: Uint8Array;
  /** Certificates above this one, nearest first, the root last; empty for a root. */
  readonly chain: readonly Uint8Array[];
  /** Serial numbers issued so far. */
  readonly issued: ReadonlySet<string>;
  readonly revoked: ReadonlyMap<string, Revocation>;
  issue(order: CertificateOrder): Uint8Array;
  revoke(certificate: Uint8Array, at: Date, reason?: Revocation['reason']): void;
  /** The complete CRL as of its thisUpdate: later revocations are not on it. */
  crl(order: Omit<CrlOrder, 'revoked'>): Uint8Array;
}

/** Makes an authority from its order; a root signs itself, another is issued by `parent`. */
export function createAuthority(order: AuthorityOrder): Authority {
  const { subject, keys, parent } = order;
  const own: Issuer = { subject, keys };
  const request: CertificateOrder = {
    profile: 'ca',
    subject,
    publicKey: keys.publicKey,
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    ...(order.pathLength === undefined ? {} : { pathLength: order.pathLength }),
    ...(order.policies === undefined ? {} : { policies: order.policies }),
    ...order.certificate,
  };
  const certificate = parent ? parent.issue(request) : issueCertificate(request, own);
  const issued = new Set<string>();
  const revoked = new Map<string, Revocation>();
  return {
    ...own,
    certificate,
    chain: parent ? [parent.certificate, ...parent.chain] : [],
    issued,
    revoked,
    issue(leaf) {
      const made = issueCertificate({ ...order.publication, ...leaf }, own);
      issued.add(serialOf(made));
      return made;
    },
    revoke(leaf, at, reason) {
      const serial = serialOf(leaf);
      revoked.set(serial, { serial, at, ...(reason === undefined ? {} : { reason }) });
    },
    crl(o) {
      const past = [...revoked.values()].filter(({ at }) => at <= o.thisUpdate);
      return issueCrl({ ...o, revoked: past }, own);
    },
  };
}
