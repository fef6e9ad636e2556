import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/oids.ts';

interface ProfileRule {
  readonly id: string;
  /** Clause of RFC 5280. */
  readonly clause: string;
  breached(certificate: Certificate): boolean;
}

const present = (certificate: Certificate, oid: string, isCritical: boolean) =>
  certificate.extensions.get(oid)?.critical === isCritical;
const critical = (certificate: Certificate, oid: string) => present(certificate, oid, true);
const isCa = (certificate: Certificate) => certificate.basicConstraints?.ca === true;
const keyHint = (certificate: Certificate) =>
  certificate.authorityKeyIdentifier?.keyIdentifier !== undefined;

/**
 * What RFC 5280 clause 4 asks of those who issue certificates and clause 6 does not ask of those who check them.
 * Certificates in use breach these, so a breach fails a path only when the strict profile is asked for.
 */
const RULES: readonly ProfileRule[] = [
  {
    id: 'serial-not-positive',
    clause: '4.1.2.2',
    breached: ({ serial }) => serial.startsWith('-') || /^0+$/.test(serial),
  },
  {
    id: 'serial-too-long',
    clause: '4.1.2.2',
    breached: ({ serialOctets }) => serialOctets.length > 20,
  },
  { id: 'issuer-empty', clause: '4.1.2.4', breached: ({ issuer }) => issuer.rdns.length === 0 },
  {
    id: 'ca-subject-empty',
    clause: '4.1.2.6',
    breached: (c) => isCa(c) && c.subject.rdns.length === 0,
  },
  {
    id: 'authority-key-identifier-critical',
    clause: '4.2.1.1',
    breached: (c) => critical(c, EXTENSION.authorityKeyIdentifier),
  },
  {
    id: 'authority-key-identifier-missing',
    clause: '4.2.1.1',
    breached: (c) => !c.selfIssued && !keyHint(c),
  },
  {
    id: 'subject-key-identifier-critical',
    clause: '4.2.1.2',
    breached: (c) => critical(c, EXTENSION.subjectKeyIdentifier),
  },
  {
    id: 'subject-key-identifier-missing',
    clause: '4.2.1.2',
    breached: (c) => isCa(c) && c.subjectKeyIdentifier === undefined,
  },
  {
    id: 'key-cert-sign-without-ca',
    clause: '4.2.1.9',
    breached: (c) => c.keyUsage?.has('keyCertSign') === true && !isCa(c),
  },
  {
    id: 'alternative-name-not-critical',
    clause: '4.2.1.6',
    breached: (c) => c.subject.rdns.length === 0 && !critical(c, EXTENSION.subjectAltName),
  },
  {
    id: 'basic-constraints-not-critical',
    clause: '4.2.1.9',
    breached: (c) => isCa(c) && !critical(c, EXTENSION.basicConstraints),
  },
  {
    id: 'name-constraints-not-critical',
    clause: '4.2.1.10',
    breached: (c) => present(c, EXTENSION.nameConstraints, false),
  },
  {
    id: 'name-constraints-without-ca',
    clause: '4.2.1.10',
    breached: (c) => c.extensions.has(EXTENSION.nameConstraints) && !isCa(c),
  },
  {
    id: 'key-usage-empty',
    clause: '4.2.1.3',
    breached: (c) => c.keyUsage?.size === 0,
  },
  {
    id: 'policy-constraints-not-critical',
    clause: '4.2.1.11',
    breached: (c) => present(c, EXTENSION.policyConstraints, false),
  },
  {
    id: 'inhibit-any-policy-not-critical',
    clause: '4.2.1.14',
    breached: (c) => present(c, EXTENSION.inhibitAnyPolicy, false),
  },
  {
    id: 'freshest-crl-critical',
    clause: '4.2.1.15',
    breached: (c) => present(c, EXTENSION.freshestCrl, true),
  },
  {
    id: 'authority-info-access-critical',
    clause: '4.2.2.1',
    breached: (c) => critical(c, EXTENSION.authorityInfoAccess),
  },
];

/** The id of the first profile rule that the certificate breaches, or undefined. */
export function profileBreach(certificate: Certificate): string | undefined {
  return RULES.find((rule) => rule.breached(certificate))?.id;
}
