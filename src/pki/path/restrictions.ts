import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { constrainedNames, readNameConstraints, type Subtrees } from './name-constraints.ts';
import { readPolicies, readPolicyMappings } from './policies.ts';

/** What one certificate's extensions demand of a path through it, read once. */
export interface Restrictions {
  readonly policies: readonly string[] | undefined;
  readonly mappings: readonly (readonly [string, string])[] | undefined;
  /** SkipCerts of PolicyConstraints and of InhibitAnyPolicy. */
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
  readonly inhibitAnyPolicy: number | undefined;
  readonly subtrees: Subtrees | undefined;
  /** OIDs of critical extensions that kyso does not process. */
  readonly unknown: readonly string[];
  /** OID of an extension that can't be read, whether critical or not: RFC 5280 clause 4.2 lets no one ignore these. */
  readonly malformed: string | undefined;
}

export function restrictionsOf(certificate: Certificate): Restrictions {
  const known = kept.get(certificate);
  if (known) return known;
  const restrictions = readRestrictions(certificate);
  kept.set(certificate, restrictions);
  return restrictions;
}
const kept = new WeakMap<Certificate, Restrictions>();

/** Certificate extensions that are processed here, by readCertificate or by revocation. */
const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.keyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.issuerAltName,
  EXTENSION.basicConstraints,
  EXTENSION.nameConstraints,
  EXTENSION.crlDistributionPoints,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.policyConstraints,
  EXTENSION.extendedKeyUsage,
  EXTENSION.freshestCrl,
  EXTENSION.inhibitAnyPolicy,
  EXTENSION.authorityInfoAccess,
  EXTENSION.ocspNoCheck,
]);

function readRestrictions(certificate: Certificate): Restrictions {
  const { extensions } = certificate;
  let malformed: string | undefined;
  const read = <T>(oid: string, reading: () => T): T | undefined => {
    try {
      return reading();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      malformed = oid;
      return undefined;
    }
  };
  const value = <T>(oid: string, reading: (value: Uint8Array) => T): T | undefined => {
    const extension = extensions.get(oid);
    return extension && read(oid, () => reading(extension.value));
  };
  read(EXTENSION.subjectAltName, () => constrainedNames(certificate));
  const constraints = value(EXTENSION.policyConstraints, readPolicyConstraints);
  return {
    policies: value(EXTENSION.certificatePolicies, readPolicies),
    mappings: value(EXTENSION.policyMappings, readPolicyMappings),
    requireExplicitPolicy: constraints?.requireExplicitPolicy,
    inhibitPolicyMapping: constraints?.inhibitPolicyMapping,
    inhibitAnyPolicy: value(EXTENSION.inhibitAnyPolicy, readSkipCertificates),
    subtrees: value(EXTENSION.nameConstraints, readNameConstraints),
    unknown: [...extensions]
      .filter(([oid, { critical }]) => critical && !PROCESSED.has(oid))
      .map(([oid]) => oid),
    malformed,
  };
}

function readPolicyConstraints(value: Uint8Array) {
  const outer = DerReader.over(value);
  const body = outer.sequence();
  outer.end();
  if (body.done) throw new Fault('DER_MALFORMED', { what: 'policy-constraints-empty' });
  const requireExplicitPolicy = skipCertificates(body, context(0));
  const inhibitPolicyMapping = skipCertificates(body, context(1));
  body.end();
  return { requireExplicitPolicy, inhibitPolicyMapping };
}

function readSkipCertificates(value: Uint8Array): number {
  const reader = DerReader.over(value);
  const skip = skipCertificates(reader, 0x02);
  reader.end();
  if (skip === undefined) throw new Fault('DER_MALFORMED', { what: 'der-missing' });
  return skip;
}

function skipCertificates(reader: DerReader, tag: number): number | undefined {
  if (reader.peek() !== tag) return undefined;
  const skip = reader.integer(tag);
  if (skip < 0n) throw new Fault('DER_MALFORMED', { what: 'skip-certificates-negative' });
  return Number(skip);
}
