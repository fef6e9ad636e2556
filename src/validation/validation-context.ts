import { hash } from 'node:crypto';
import type { Evidence, TimestampFacts } from '../ades/evidence.ts';
import type { Wanted } from '../ades/ports.ts';
import { type Certificate, readCertificate } from '../pki/index.ts';
import { certificateRules } from './certificate-validation.ts';
import { ChainSearch } from './chain.ts';
import type { Policy } from './policy.ts';
import { Hearing } from './rule.ts';
import type { Conclusion, Finding } from './verdict.ts';

/** What came with a signature, and keys under which results about it are remembered. */
export interface Embedded {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Equal for equal contents. */
  readonly key: string;
}

/** How the certificate block ended. */
export interface CertificateHearing {
  readonly conclusion: Conclusion;
  readonly findings: readonly Finding[];
  readonly wanted: readonly Wanted[];
  /** SHA-256 (hex) from the certificate to the anchor, or empty. */
  readonly chain: readonly string[];
}

/** Longer keys are hashed, so that a message with a thousand certificates does not fill the memory. */
const LONGEST_KEY = 512;

/** Hearings remembered per policy; the same signer signs thousands of documents of a batch. */
const HEARINGS_KEPT = 4_096;

/**
 * Clause 5.2.4: what is known before a signature is looked at, and everything that may be kept from one
 * signature to the next. A remembered hearing is a function of its key, which holds all that it depends on: the
 * certificate, what it is for, the times, and the contents of what came embedded; the policy is the context
 * itself.
 */
export class ValidationContext {
  readonly policy: Policy;
  private readonly heard = new Map<string, CertificateHearing>();
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
    const contents = [...seen, ...data].join();
    const key = contents.length > LONGEST_KEY ? hash('sha256', contents, 'hex') : contents;
    return { certificates, crls, ocsps, key };
  }

  /**
   * Runs the certificate block for one certificate. `proven` says whether `control` is a proven time,
   * `madeAfter` after what the signature is known to have been made.
   */
  hearCertificate(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    control: Date,
    proven: boolean,
    madeAfter: Date | null,
    now: Date,
  ): CertificateHearing {
    const times = `${+control} ${proven} ${madeAfter === null ? '' : +madeAfter} ${+now}`;
    const key = `${role} ${certificate.sha256} ${times} ${embedded.key}`;
    const known = this.heard.get(key);
    if (known !== undefined) return known;
    const chain = this.search.best(certificate, role, embedded, control, now);
    const anchors = role === 'tsa' ? this.policy.tsaAnchors : this.policy.anchors;
    const hearing = new Hearing();
    hearing.check(certificateRules, {
      role,
      certificate,
      anchorsGiven: anchors.length > 0,
      control,
      proven,
      madeAfter,
      chain: chain.facts,
      missing: chain.missing,
    });
    const { conclusion, findings } = hearing;
    const { wanted, fingerprints } = chain;
    const heard = { conclusion, findings, wanted, chain: fingerprints };
    this.heard.set(key, heard);
    if (this.heard.size > HEARINGS_KEPT) this.heard.delete(this.heard.keys().next().value!);
    return heard;
  }
}

/** A policy's context lives as long as the policy. */
const contexts = new WeakMap<Policy, ValidationContext>();
