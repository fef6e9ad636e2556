import { hash } from 'node:crypto';
import type { Evidence, TimestampFacts } from '../ades/evidence.ts';
import { type Certificate, readCertificate } from '../pki/index.ts';
import {
  type CertificateHearing,
  type CertificateQuestion,
  hearCertificate,
} from './certificate-hearing.ts';
import { ChainSearch } from './chain.ts';
import { fingerprint } from './fingerprint.ts';
import type { Policy } from './policy.ts';
import type { Existence } from './proof-of-existence.ts';
import { Remembered } from './remembered.ts';

/** What came with a signature, and keys under which results about it are remembered. */
export interface Embedded {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Equal for equal contents. */
  readonly key: string;
  /** Equal for equal certificates. */
  readonly certificatesKey: string;
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
  private readonly heard = new Remembered<CertificateHearing>(HEARINGS_KEPT);
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
    const ocsps = [evidence, ...tokens].flatMap((holder) => holder.ocsps);
    const certificatesKey = short([...seen].join());
    // what is no list as a list may be a response: each kind has its own place
    const key = short([certificatesKey, crls.map(fingerprint), ocsps.map(fingerprint)].join(';'));
    return { certificates, crls, ocsps, key, certificatesKey };
  }

  /**
   * Runs the certificate block. What holds now without any proof of existence held for every time since the certificate began: a
   * good status of now is good and fresh for earlier times, and algorithms only ever lose. So it is heard once for all its
   * signatures, and again only for those that need more.
   */
  hearCertificate(
    certificate: Certificate,
    question: CertificateQuestion,
    embedded: Embedded,
  ): CertificateHearing {
    const hear = (asked: CertificateQuestion) =>
      hearCertificate(certificate, asked, embedded, this.search, this.policy);
    const { role, control, proven, now } = question;
    const { notBefore, notAfter } = certificate;
    if (control < notBefore || control > notAfter) return hear(question);
    const nothing: Existence = { since: () => now, times: [] };
    const today = { role, control: now, proven, madeAfter: null, now, existence: nothing };
    const key = `${role} ${certificate.sha256} ${proven} ${+now} ${embedded.key}`;
    const settled = this.heard.of(key, () => hear(today));
    return settled.conclusion.indication === 'TOTAL-PASSED' ? settled : hear(question);
  }
}

function short(contents: string): string {
  return contents.length > LONGEST_KEY ? hash('sha256', contents, 'hex') : contents;
}

/** A policy's context lives as long as the policy. */
const contexts = new WeakMap<Policy, ValidationContext>();
