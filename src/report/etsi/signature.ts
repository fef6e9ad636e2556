import type { Evidence } from '../../ades/evidence.ts';
import type { Examination, ExaminedSignature } from '../../examination/index.ts';
import { claimedTime, type Policy } from '../../validation/index.ts';
import { KnownCertificates, readable, tokensOf } from '../verify-model.ts';
import { constraintsReport } from './constraints.ts';
import {
  MAIN_OF_PART,
  MAIN_OF_SIGNATURE,
  OWN,
  PROCESSES,
  STAMP_ATTRIBUTES,
  SUB_INDICATION,
} from './identifiers.ts';
import { reference, type Stamp, ValidationObjects } from './objects.ts';
import { signerInformation, validationStatus } from './status.ts';
import { dateTime, element, textElement } from './xml.ts';

/** What one document adds to a validation report: the reports on its signatures, and the objects they rest on. */
export function documentReport(
  examined: Examination,
  policy: Policy,
  at: Date,
): { readonly signatures: string; readonly objects: string } {
  const known = new KnownCertificates(examined, policy);
  const objects = new ValidationObjects(examined, known, policy);
  const of = new SignatureReports(examined, objects, known, at);
  return { signatures: of.signatures(), objects: objects.xml((stamp) => of.stamp(stamp)) };
}

class SignatureReports {
  private readonly examined: Examination;
  private readonly objects: ValidationObjects;
  private readonly known: KnownCertificates;
  private readonly at: Date;

  constructor(
    examined: Examination,
    objects: ValidationObjects,
    known: KnownCertificates,
    at: Date,
  ) {
    this.examined = examined;
    this.objects = objects;
    this.known = known;
    this.at = at;
  }

  /** One report per signature; document time stamps are validation objects. A document without a signature says so. */
  signatures(): string {
    const reports = this.examined.signatures.flatMap((signature, i) =>
      signature.evidence.kind === 'signature' ? [this.signature(signature, i)] : [],
    );
    return (reports.length > 0 ? reports : [this.withoutSignature()]).join('\n');
  }

  private signature({ evidence, verdict }: ExaminedSignature, index: number): string {
    const { objects } = this;
    const id = objects.signature(index);
    const proof = verdict.provenTime === null ? undefined : this.provenBy(evidence, index);
    const stamps = this.stampsOf(evidence).map(({ verdict }) => verdict.sha256);
    const related = [
      ...objects.embeddedIn(evidence),
      ...stamps.flatMap((sha256) => objects.find('time-stamp', sha256) ?? []),
    ];
    return element('SignatureValidationReport', [
      element(
        'SignatureIdentifier',
        [
          element('HashOnly', 'false'),
          element('DocHashOnly', 'false'),
          textElement('DAIdentifier', `${this.examined.path}#${evidence.id}`),
        ],
        { id },
      ),
      constraintsReport(verdict.policy, verdict.findings),
      this.times(verdict.provenTime ?? this.at, proof),
      this.signersDocument(),
      this.attributes(evidence),
      signerInformation(evidence.cms, objects),
      element(
        'SignatureValidationProcess',
        element('SignatureValidationProcessID', PROCESSES[verdict.process]),
      ),
      validationStatus(
        { ...verdict, cms: evidence.cms, conclusion: verdict },
        MAIN_OF_SIGNATURE,
        [...new Set(related)],
        id,
        objects,
        this.known,
      ),
    ]);
  }

  /** The report on a time stamp, inside the validation object that it is. */
  stamp({ token, verdict }: Stamp): string {
    const id = this.objects.find('time-stamp', verdict.sha256)!;
    return element('ValidationReport', [
      constraintsReport(this.policyOf(), verdict.findings),
      this.times(verdict.judgedAt, undefined),
      signerInformation(token.cms, this.objects),
      validationStatus(
        { ...verdict, cms: token.cms, conclusion: verdict },
        MAIN_OF_PART,
        [],
        id,
        this.objects,
        this.known,
      ),
    ]);
  }

  private policyOf(): string {
    return this.examined.signatures[0]?.verdict.policy ?? '';
  }

  private times(best: Date, proof: string | undefined): string {
    return element('ValidationTimeInfo', [
      element('ValidationTime', dateTime(this.at)),
      this.objects.proofOf('BestSignatureTime', best, proof),
    ]);
  }

  private signersDocument(): string {
    const document = reference('SignersDocumentRepresentation', this.objects.document);
    return element('SignersDocument', document);
  }

  /** The time stamps a signature carries, and those of the document that came with or after it. */
  private stampsOf(evidence: Evidence): readonly Stamp[] {
    return this.objects.stamps.filter(
      ({ holder, token }) =>
        holder === evidence || (token.kind === 'document' && holder.revision > evidence.revision),
    );
  }

  /** SHA-256 of the time stamp by which the signature was first proven to exist. */
  private provenBy(evidence: Evidence, index: number): string | undefined {
    const { proofs } = this.examined.signatures[index]!.verdict;
    const own = proofs
      .filter((proof) => proof.of === 'signature')
      .toSorted((a, b) => +a.time - +b.time)[0];
    if (own !== undefined) return own.by;
    const passed = this.stampsOf(evidence).filter(
      ({ verdict }) => verdict.indication === 'TOTAL-PASSED',
    );
    return passed.toSorted((a, b) => +a.verdict.time - +b.verdict.time)[0]?.verdict.sha256;
  }

  /** Annex A of TS 119 102-2; at least one attribute, or no element. */
  private attributes(evidence: Evidence): string {
    const { cms, said, subFilter, byteRange } = evidence;
    const claimed = claimedTime(evidence);
    const certificate = readable(cms?.certificate ?? null);
    const named = cms?.signingCertificate?.matches === true ? certificate : null;
    const id = named && this.objects.find('certificate', named.sha256);
    const signed = { Signed: 'true' };
    const text = (name: string, inner: string, value: string | undefined) =>
      value === undefined ? '' : element(name, textElement(inner, value), signed);
    const attributes = [
      claimed === null ? '' : element('SigningTime', element('Time', dateTime(claimed)), signed),
      id ? element('SigningCertificate', reference('AttributeObject', id), signed) : '',
      text('SignatureProductionPlace', 'AddressString', said.Location),
      ...this.counterSignatures(evidence),
      ...this.stampsOf(evidence).map((stamp) => this.stampAttribute(stamp)),
      text('Reason', 'ReasonElement', said.Reason),
      text('Name', 'NameElement', said.Name),
      text('ContactInfo', 'ContactInfoElement', said.ContactInfo),
      subFilter === null ? '' : element('SubFilter', textElement('SubFilterElement', subFilter)),
      byteRange === null ? '' : element('ByteRange', byteRange.join(' ')),
    ].join('');
    return attributes === '' ? '' : element('SignatureAttributes', attributes);
  }

  private counterSignatures({ id }: Evidence): string[] {
    const own = this.examined.signatures.filter(({ evidence }) => evidence.counterSigns === id);
    return own.map(({ evidence }) =>
      element(
        'CounterSignature',
        element(
          'CounterSignature',
          textElement('OtherInformation', `${this.examined.path}#${evidence.id}`),
        ),
      ),
    );
  }

  private stampAttribute({ verdict, token }: Stamp): string {
    const id = this.objects.find('time-stamp', verdict.sha256);
    return element(STAMP_ATTRIBUTES[token.kind], [
      id === undefined ? '' : reference('AttributeObject', id),
      element('TimeStampValue', dateTime(token.time)),
    ]);
  }

  /** Not signed or not readable: left out it would look as if it had not been examined. */
  private withoutSignature(): string {
    const { fault, signatures } = this.examined;
    const stamps = signatures.flatMap(({ evidence }) => tokensOf(evidence));
    return element('SignatureValidationReport', [
      this.times(this.at, undefined),
      this.signersDocument(),
      element('SignatureValidationStatus', [
        element('MainIndication', MAIN_OF_SIGNATURE.INDETERMINATE),
        element('SubIndication', `${SUB_INDICATION}CUSTOM`),
        element('SubIndication', fault === null ? OWN.noSignature : OWN.unreadable),
        stamps.length === 0
          ? ''
          : element(
              'AssociatedValidationReportData',
              reference(
                'RelatedValidationObject',
                ...this.objects.stamps.flatMap(
                  ({ verdict }) => this.objects.find('time-stamp', verdict.sha256) ?? [],
                ),
              ),
            ),
      ]),
      fault === null ? '' : textElement('OtherInformation', fault.code),
    ]);
  }
}
