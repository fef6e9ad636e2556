import { hash } from 'node:crypto';
import type { Evidence, TimestampFacts } from '../ades/evidence.ts';
import type { Wanted } from '../ades/ports.ts';
import { type Certificate, readCertificate } from '../pki/index.ts';
import type { CertificateFacts } from './certificate-validation.ts';
import { type Chain, ChainSearch } from './chain.ts';
import type { Policy } from './policy.ts';

/** What came with a signature, and keys under which results about it are remembered. */
export interface Embedded {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Equal for equal contents. */
  readonly key: string;
}

/** The certificate block's facts with what is missing to complete them. */
export interface CertificateHearing {
  readonly facts: CertificateFacts;
  readonly wanted: readonly Wanted[];
  /** SHA-256 (hex) from the certificate to the anchor, or empty. */
  readonly chain: readonly string[];
}

/** Chains remembered per policy; the same signer signs thousands of documents of a batch. */
const CHAINS_KEPT = 4_096;

/**
 * Clause 5.2.4: what is known before a signature is looked at, and everything that may be kept from one
 * signature to the next. A remembered chain is a function of its key, which holds all that it depends on: the
 * certificate, what it is for, the times, and the contents of what came embedded; the policy is the context
 * itself.
 */
export class ValidationContext {
  readonly policy: Policy;
  private readonly chains = new Map<string, Chain>();
  private readonly search: ChainSearch;

  private constructor(policy: Policy) {
    this.policy = policy;
    this.search = new ChainSearch(policy);
  }

  static of(policy: Policy): ValidationContext {
    const known = contexts.get(policy);
    if (known) return known;
    const made = new ValidationContext(policy);
    contexts.set(policy, made);
    return made;
  }

  /** The certificate in `der`, or null when there is none or it can't be read. */
  certificate(der: Uint8Array | null): Certificate | null {
    if (der === null) return null;
    try {
      return readCertificate(der);
    } catch {
      return null;
    }
  }

  /** Reads what came beside a signature and inside its time stamps; what can't be read is passed over. */
  embedded(evidence: Evidence, tokens: readonly TimestampFacts[]): Embedded {
    const ders = [evidence, ...tokens].flatMap((holder) => holder.certificates);
    const certificates: Certificate[] = [];
    const seen = new Set<string>();
    for (const der of ders) {
      const certificate = this.certificate(der);
      if (certificate === null || seen.has(certificate.sha256)) continue;
      seen.add(certificate.sha256);
      certificates.push(certificate);
    }
    const crls = [evidence, ...tokens].flatMap((holder) => holder.crls);
    const { ocsps } = evidence;
    const data = [...crls, ...ocsps].map((octets) => hash('sha256', octets, 'base64'));
    return { certificates, crls, ocsps, key: [...seen, ...data].join() };
  }

  certificateFacts(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    control: Date,
    proven: boolean,
    madeAfter: Date | null,
    now: Date,
  ): CertificateHearing {
    const chain = this.chain(certificate, role, embedded, control, now);
    const anchors = role === 'tsa' ? this.policy.tsaAnchors : this.policy.anchors;
    return {
      facts: {
        role,
        certificate,
        anchorsGiven: anchors.length > 0,
        control,
        proven,
        madeAfter,
        chain: chain.facts,
        missing: chain.missing,
      },
      wanted: chain.wanted,
      chain: chain.fingerprints,
    };
  }

  private chain(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    control: Date,
    now: Date,
  ): Chain {
    const key = `${role} ${certificate.sha256} ${control.getTime()} ${now.getTime()} ${embedded.key}`;
    const known = this.chains.get(key);
    if (known !== undefined) return known;
    const found = this.search.best(certificate, role, embedded, control, now);
    this.chains.set(key, found);
    if (this.chains.size > CHAINS_KEPT) this.chains.delete(this.chains.keys().next().value!);
    return found;
  }
}

/** A policy's context lives as long as the policy. */
const contexts = new WeakMap<Policy, ValidationContext>();
