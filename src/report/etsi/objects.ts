import { hash } from 'node:crypto';
import type { Evidence, TimestampFacts } from '../../ades/evidence.ts';
import type { Examination } from '../../examination/index.ts';
import type { Policy, Proof, StampVerdict } from '../../validation/index.ts';
import { type KnownCertificates, tokensOf } from '../verify-model.ts';
import {
  ID_LETTERS,
  OBJECT_TYPES,
  type ObjectType,
  PROOF_BY_VALIDATION,
  SHA256_URI,
} from './identifiers.ts';
import { base64, dateTime, element, textElement, uriOf } from './xml.ts';

/** Longer revocation lists are told by their digest alone: the report would be theirs otherwise. */
const LONGEST_WHOLE = 256 * 1024;

/** A time stamp as the report tells of it: its facts, its verdict and the signature that carries it. */
export interface Stamp {
  readonly token: TimestampFacts;
  readonly verdict: StampVerdict;
  readonly holder: Evidence;
}

/**
 * The validation objects of one document (TS 119 102-2 clause 4.4) and their ids. Ids begin with a digest of the
 * document's path: what is proven of an object is proven in its document, and documents know nothing of each other.
 */
export class ValidationObjects {
  readonly document: string;
  readonly stamps: readonly Stamp[];
  private readonly examined: Examination;
  private readonly known: KnownCertificates;
  private readonly policy: Policy;
  private readonly scope: string;
  private readonly proofs = new Map<string, Proof>();
  /** Octets by id, for those that are there; an id that nothing stands for must not be referred to. */
  private readonly present = new Map<string, { type: ObjectType; octets: Uint8Array }>();

  constructor(examined: Examination, known: KnownCertificates, policy: Policy) {
    this.examined = examined;
    this.known = known;
    this.policy = policy;
    this.scope = hash('sha256', examined.path, 'hex').slice(0, 24);
    this.document = `D-${this.scope}`;
    this.stamps = examined.signatures.flatMap(({ evidence, verdict }) =>
      tokensOf(evidence).flatMap((token, i) => {
        const judged = verdict.timestamps[i];
        return judged === undefined ? [] : [{ token, verdict: judged, holder: evidence }];
      }),
    );
    this.collect();
    for (const { verdict } of examined.signatures) {
      for (const proof of verdict.proofs) this.keepEarliest(proof);
    }
  }

  /** The id of an object of this document, or undefined when the report does not hold it. */
  find(of: keyof typeof ID_LETTERS, sha256: string): string | undefined {
    const id = this.id(of, sha256);
    return this.present.has(id) ? id : undefined;
  }

  /** Ids of the certificates, lists and answers that came with a signature, each once. */
  embeddedIn({ certificates, crls, ocsps }: Evidence): string[] {
    const ids = [
      ...certificates.map((octets) => this.id('certificate', sha256Of(octets))),
      ...crls.map((octets) => this.id('crl', sha256Of(octets))),
      ...ocsps.map((octets) => this.id('ocsp', sha256Of(octets))),
    ];
    return [...new Set(ids)];
  }

  /** The anchor of a chain: its certificate, or its bare key. */
  anchor(sha256: string): string | undefined {
    return this.find('certificate', sha256) ?? this.find('key', sha256);
  }

  signature(index: number): string {
    return `S-${this.scope}-${index + 1}`;
  }

  /** Every object; `stampReport` is the report on a time stamp that goes inside. */
  xml(stampReport: (stamp: Stamp) => string): string {
    const { path, sha256 } = this.examined;
    const representation = [
      element('URI', uriOf(path)),
      sha256 === '' ? '' : digestAlgAndValue(sha256),
    ];
    const document = object(this.document, 'signedData', representation, '');
    const others = [...this.present].map(([id, { type, octets }]) => {
      const stamp = this.stamps.find(({ verdict }) => this.id('time-stamp', verdict.sha256) === id);
      const sha256 = id.split('-')[2]!;
      const whole = type !== 'crl' || octets.length <= LONGEST_WHOLE;
      const written = whole ? element('base64', base64(octets)) : digestAlgAndValue(sha256);
      const inside = [
        this.poe(sha256),
        stamp === undefined ? '' : this.provisioning(stamp),
        stamp === undefined ? '' : stampReport(stamp),
      ];
      return object(id, type, [written], inside.join(''));
    });
    return [document, ...others].join('\n');
  }

  /** When the object was proven to exist, and by which time stamp. */
  private poe(sha256: string): string {
    const proof = this.proofs.get(sha256);
    return proof === undefined ? '' : this.proofOf('POE', proof.time, proof.by);
  }

  proofOf(name: 'POE' | 'BestSignatureTime', time: Date, by: string | undefined): string {
    const stamp = by === undefined ? undefined : this.find('time-stamp', by);
    return element(name, [
      element('POETime', dateTime(time)),
      element('TypeOfProof', PROOF_BY_VALIDATION),
      stamp === undefined ? '' : reference('POEObject', stamp),
    ]);
  }

  /** What a time stamp that holds proves to have existed. */
  private provisioning({ verdict }: Stamp): string {
    if (verdict.indication !== 'TOTAL-PASSED') return '';
    const proven = this.examined.signatures.flatMap((s) =>
      s.verdict.proofs.filter(({ by }) => by === verdict.sha256).map((proof) => ({ ...s, proof })),
    );
    const objects = proven.flatMap(({ proof }) =>
      proof.of === 'signature' ? [] : (this.find(proof.of, proof.sha256) ?? []),
    );
    const fields = proven.filter(
      ({ proof, evidence }) => proof.of === 'signature' && evidence.format === 'PAdES',
    );
    return element('POEProvisioning', [
      element('POETime', dateTime(verdict.time)),
      ...[...new Set(objects)].map((id) => reference('ValidationObject', id)),
      ...[...new Set(fields.map(({ evidence }) => evidence.id))].map((id) =>
        element('SignatureReference', textElement('PAdESFieldName', id)),
      ),
    ]);
  }

  private collect(): void {
    const keep = (of: keyof typeof ID_LETTERS, type: ObjectType, octets: Uint8Array) =>
      this.present.set(this.id(of, sha256Of(octets)), { type, octets });
    for (const { evidence, verdict } of this.examined.signatures) {
      for (const holder of [evidence, ...tokensOf(evidence)]) {
        const own = holder.cms?.certificate;
        for (const der of own ? [own, ...holder.certificates] : holder.certificates)
          keep('certificate', 'certificate', der);
        for (const der of holder.crls) keep('crl', 'crl', der);
        for (const der of holder.ocsps) keep('ocsp', 'ocsp', der);
      }
      for (const token of tokensOf(evidence)) keep('time-stamp', 'timestamp', token.octets);
      const chains = [verdict.chain, ...verdict.timestamps.map((stamp) => stamp.chain)];
      for (const sha256 of chains.flat()) {
        const certificate = this.known.find(sha256);
        if (certificate) keep('certificate', 'certificate', certificate.der);
        else this.keepBareKey(sha256);
      }
    }
  }

  private keepBareKey(sha256: string): void {
    const anchors = [...this.policy.anchors, ...this.policy.tsaAnchors];
    const octets = anchors.find(({ spki }) => sha256Of(spki) === sha256)?.spki;
    if (octets) this.present.set(this.id('key', sha256), { type: 'publicKey', octets });
  }

  private keepEarliest(proof: Proof): void {
    const before = this.proofs.get(proof.sha256);
    if (before === undefined || proof.time < before.time) this.proofs.set(proof.sha256, proof);
  }

  private id(of: keyof typeof ID_LETTERS, sha256: string): string {
    return `${ID_LETTERS[of]}-${this.scope}-${sha256}`;
  }
}

const sha256Of = (octets: Uint8Array): string => hash('sha256', octets, 'hex');

/** An element that points at a validation object. */
export function reference(name: string, ...ids: readonly string[]): string {
  return element(name, '', { VOReference: ids.join(' ') });
}

function object(
  id: string,
  type: ObjectType,
  representation: readonly string[],
  more: string,
): string {
  return element(
    'ValidationObject',
    [
      element('ObjectType', OBJECT_TYPES[type]),
      element('ValidationObjectRepresentation', representation),
      more,
    ],
    { id },
  );
}

function digestAlgAndValue(sha256: string): string {
  return element('DigestAlgAndValue', [
    element('ds:DigestMethod', '', { Algorithm: SHA256_URI }),
    element('ds:DigestValue', base64(Buffer.from(sha256, 'hex'))),
  ]);
}
