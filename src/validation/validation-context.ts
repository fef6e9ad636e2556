import type { Certificate } from '../pki/index.ts';
import {
  type CertificateHearing,
  type CertificateQuestion,
  hearCertificate,
} from './certificate-hearing.ts';
import { ChainSearch } from './chain.ts';
import type { Embedded } from './embedded.ts';
import type { Policy } from './policy.ts';
import type { Existence } from './proof-of-existence.ts';
import { Remembered } from './remembered.ts';

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
    const { role, control, proven, madeAfter, now, existence } = question;
    const { notBefore, notAfter } = certificate;
    if (control < notBefore || control > notAfter) return hear(question);
    const nothing: Existence = { since: () => now, times: [] };
    const today = { role, control: now, proven, madeAfter: null, now, existence: nothing };
    const key = `${role} ${certificate.sha256} ${proven} ${+now} ${embedded.key}`;
    const settled = this.heard.of(key, () => hear(today));
    const same = control === now && madeAfter === null && existence.times.length === 0;
    return same || settled.conclusion.indication === 'TOTAL-PASSED' ? settled : hear(question);
  }
}

/** A policy's context lives as long as the policy. */
const contexts = new WeakMap<Policy, ValidationContext>();
