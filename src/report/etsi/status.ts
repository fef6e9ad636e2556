import type { CmsFacts } from '../../ades/evidence.ts';
import { type Certificate, nameText } from '../../pki/index.ts';
import type { Conclusion, Finding, Verdict } from '../../validation/index.ts';
import { chainOf, isBreach, type KnownCertificates, readable } from '../verify-model.ts';
import { additionalData } from './constraints.ts';
import { algorithmUri, REVOCATION_REASON, SUB_INDICATION } from './identifiers.ts';
import { reference, type ValidationObjects } from './objects.ts';
import { dateTime, element, textElement } from './xml.ts';

/** What was judged: a signature, or a time stamp as the signature that it is. */
export interface Judged {
  readonly cms: CmsFacts | null;
  readonly conclusion: Conclusion;
  readonly chain: readonly string[];
  readonly standings: Verdict['standings'];
  readonly findings: readonly Finding[];
  /** Of a signature, by policies that sum up. */
  readonly criteria?: Verdict['criteria'];
}

/** Who signed (TS 119 102-2 clause 4.3.9); nothing when no certificate can be read. */
export function signerInformation(cms: CmsFacts | null, objects: ValidationObjects): string {
  const certificate = readable(cms?.certificate ?? null);
  const id = certificate && objects.find('certificate', certificate.sha256);
  if (!certificate || !id) return '';
  return element('SignerInformation', [
    reference('SignerCertificate', id),
    textElement('Signer', nameText(certificate.subject)),
  ]);
}

/** The answer and what it rests on (clause 4.3.4): chain, revocation, algorithm, what came with the signature. */
export function validationStatus(
  judged: Judged,
  mainIndications: Readonly<Record<Conclusion['indication'], string>>,
  related: readonly string[],
  cryptoOf: string,
  objects: ValidationObjects,
  known: KnownCertificates,
): string {
  const { cms, conclusion, chain, findings } = judged;
  const holder = readable(cms?.certificate ?? null);
  const anchor = chain.length === 0 ? undefined : objects.anchor(chain.at(-1)!);
  const data = [
    anchor === undefined ? '' : reference('TrustAnchor', anchor),
    certificateChain(chain, holder, objects),
    related.length === 0 ? '' : reference('RelatedValidationObject', ...related),
    revocationStatus(judged, holder, objects, known),
    cms === null ? '' : cryptoInformation(cms, findings, cryptoOf),
    additionalData(findings, judged.criteria ?? []),
  ];
  return element('SignatureValidationStatus', [
    element('MainIndication', mainIndications[conclusion.indication]),
    'because' in conclusion ? element('SubIndication', SUB_INDICATION + conclusion.because) : '',
    data.join('') === '' ? '' : element('AssociatedValidationReportData', data),
  ]);
}

function certificateChain(
  chain: readonly string[],
  holder: Certificate | null,
  objects: ValidationObjects,
): string {
  const own = chain[0] ?? holder?.sha256;
  const signing = own === undefined ? undefined : objects.find('certificate', own);
  if (signing === undefined) return '';
  const between = chain.slice(1, -1).flatMap((sha256) => objects.find('certificate', sha256) ?? []);
  const anchor = chain.length < 2 ? undefined : objects.anchor(chain.at(-1)!);
  return element('CertificateChain', [
    reference('SigningCertificate', signing),
    ...between.map((id) => reference('IntermediateCertificate', id)),
    anchor === undefined ? '' : reference('TrustAnchor', anchor),
  ]);
}

/** Only of a certificate that was revoked: the element must tell the time of it. */
function revocationStatus(
  judged: Judged,
  holder: Certificate | null,
  objects: ValidationObjects,
  known: KnownCertificates,
): string {
  for (const { sha256, revocation } of chainOf(judged, holder, known)) {
    const id = objects.find('certificate', sha256);
    if (revocation?.status !== 'revoked' || id === undefined) continue;
    return element('RevocationStatusInformation', [
      reference('ValidationObjectId', id),
      element('RevocationTime', dateTime(revocation.at)),
      textElement('RevocationReason', REVOCATION_REASON + revocation.reason),
    ]);
  }
  return '';
}

function cryptoInformation(cms: CmsFacts, findings: readonly Finding[], of: string): string {
  const weak = findings.some((f) => isBreach(f) && /^(SAV|TST)-STRENGTH/.test(f.rule));
  return element('CryptoInformation', [
    reference('ValidationObjectId', of),
    textElement('Algorithm', algorithmUri(cms.algorithm, cms.algorithmOid)),
    element('SecureAlgorithm', String(!weak && cms.algorithm !== null)),
  ]);
}
