import type { Change, Evidence } from '../ades/evidence.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import { type Certificate, readCertificate } from '../pki/index.ts';
import type {
  Conclusion,
  Finding,
  Policy,
  StampVerdict,
  Standing,
  Verdict,
} from '../validation/index.ts';

/** Building blocks of EN 319 102-1 clauses 5.2 to 5.6 in its order, as the ids of findings begin. */
export const BLOCKS = [
  'FC',
  'ISC',
  'VCI',
  'RFC',
  'XCV',
  'CV',
  'SAV',
  'TST',
  'PCV',
  'VTS',
  'PSV',
  'LTV',
] as const;
export type BlockCode = (typeof BLOCKS)[number];

/** What one building block found; `result` is that of its worst check. */
export interface Block {
  readonly code: BlockCode | null;
  readonly result: Finding['result'];
  readonly findings: readonly Finding[];
}

const WORST: readonly Finding['result'][] = ['failed', 'unknown', 'passed', 'note'];

/** The checks grouped by building block, in the order of the standard; what belongs to none comes last. */
export function blocksOf(findings: readonly Finding[]): Block[] {
  return [...BLOCKS, null].flatMap((code) => {
    const own = findings.filter((finding) => blockOf(finding) === code);
    const result = WORST.find((one) => own.some((finding) => finding.result === one));
    return result === undefined ? [] : [{ code, result, findings: own }];
  });
}

function blockOf({ rule }: Finding): BlockCode | null {
  const prefix = rule.split('-')[0]!;
  return BLOCKS.find((code) => code === prefix) ?? null;
}

export const isBreach = ({ result }: Finding): boolean =>
  result === 'failed' || result === 'unknown';

/** One certificate of a chain; `certificate` is null for an anchor that was given as a bare key. */
export interface ChainLink {
  readonly sha256: string;
  readonly role: 'holder' | 'authority' | 'anchor';
  readonly certificate: Certificate | null;
  readonly revocation: Revocation | null;
}

/** What is known of a certificate's revocation: by which kind of data, issued when. */
export type Revocation =
  | { readonly status: 'good'; readonly source: string; readonly issued: Date }
  | { readonly status: 'revoked'; readonly at: Date; readonly reason: string };

/** Certificates of one document by their SHA-256 (hex): those embedded in it and those that the policy holds. */
export class KnownCertificates {
  private readonly given: ReadonlyMap<string, Certificate>;
  private readonly signatures: readonly ExaminedSignature[];
  private embedded: Map<string, Certificate> | undefined;

  constructor({ signatures }: Pick<Examination, 'signatures'>, policy: Policy) {
    this.signatures = signatures;
    this.given = givenBy(policy);
  }

  find(sha256: string): Certificate | null {
    return this.given.get(sha256) ?? this.all().get(sha256) ?? null;
  }

  /** Those embedded in the document. */
  all(): ReadonlyMap<string, Certificate> {
    this.embedded ??= this.read();
    return this.embedded;
  }

  private read(): Map<string, Certificate> {
    const found = new Map<string, Certificate>();
    for (const { evidence } of this.signatures) {
      for (const holder of [evidence, ...tokensOf(evidence)]) {
        for (const der of [...holder.certificates, holder.cms?.certificate ?? null]) {
          const certificate = readable(der);
          if (certificate !== null) found.set(certificate.sha256, certificate);
        }
      }
    }
    return found;
  }
}

/** Every time-stamp token of a signature; of a document time stamp itself. */
export function tokensOf(evidence: Evidence) {
  const own = evidence.timestamp === null ? [] : [evidence.timestamp];
  return [...own, ...(evidence.cms?.timestamps ?? [])];
}

/** A policy never changes, so what it holds is listed once. */
const listed = new WeakMap<Policy, ReadonlyMap<string, Certificate>>();

function givenBy(policy: Policy): ReadonlyMap<string, Certificate> {
  const known = listed.get(policy);
  if (known) return known;
  const anchors = [...policy.anchors, ...policy.tsaAnchors].flatMap((a) => a.certificate ?? []);
  const made = new Map([...anchors, ...policy.intermediates].map((c) => [c.sha256, c]));
  listed.set(policy, made);
  return made;
}

/** The certificate in `der`, or null when there is none or it can't be read. */
export function readable(der: Uint8Array | null): Certificate | null {
  if (der === null) return null;
  try {
    return readCertificate(der);
  } catch {
    return null;
  }
}

/**
 * The chain of a signature or a time stamp from its holder to the anchor. Without a chain it is the holder's
 * certificate alone.
 */
export function chainOf(
  judged: Pick<Verdict | StampVerdict, 'chain' | 'standings'>,
  holder: Certificate | null,
  known: KnownCertificates,
): ChainLink[] {
  const { chain, standings } = judged;
  if (chain.length === 0) {
    return holder === null
      ? []
      : [{ sha256: holder.sha256, role: 'holder', certificate: holder, revocation: null }];
  }
  const last = chain.length - 1;
  return chain.map((sha256, i) => ({
    sha256,
    role: i === 0 ? 'holder' : i === last ? 'anchor' : 'authority',
    certificate: known.find(sha256),
    revocation: revocationOf(standings[i]),
  }));
}

function revocationOf(standing: Standing | undefined): Revocation | null {
  if (standing === undefined || standing.kind === 'unknown') return null;
  if (standing.kind === 'revoked')
    return { status: 'revoked', at: standing.at, reason: standing.reason };
  return { status: 'good', source: standing.source, issued: standing.thisUpdate };
}

/** A datum that would turn INDETERMINATE into an answer. */
export interface Missing {
  readonly kind: 'revocation' | 'issuer';
  /** Whose it is. */
  readonly sha256: string;
  readonly urls: readonly string[];
}

/** What is missing, each once: a list and an OCSP answer serve for the same. */
export function missingOf({ wanted }: Pick<Verdict, 'wanted'>): Missing[] {
  const found = new Map<string, { kind: Missing['kind']; sha256: string; urls: Set<string> }>();
  for (const want of wanted) {
    const kind = want.kind === 'issuer-certificate' ? 'issuer' : 'revocation';
    const key = `${kind} ${want.certificate}`;
    const one = found.get(key) ?? { kind, sha256: want.certificate, urls: new Set<string>() };
    for (const url of want.urls) one.urls.add(url);
    found.set(key, one);
  }
  return [...found.values()].map((one) => ({ ...one, urls: [...one.urls] }));
}

/** What later revisions changed, by revision in order. */
export function changesByRevision(evidence: Evidence): (readonly [number, readonly Change[]])[] {
  const found = new Map<number, Change[]>();
  for (const change of evidence.changesAfter) {
    const own = found.get(change.revision);
    if (own) own.push(change);
    else found.set(change.revision, [change]);
  }
  return [...found].toSorted(([a], [b]) => a - b);
}

/** The worst of all signatures; null for a document without any. */
export function worstOf(all: readonly ExaminedSignature[]): Conclusion['indication'] | null {
  const order = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'] as const;
  return order.find((one) => all.some(({ verdict }) => verdict.indication === one)) ?? null;
}

/** How a person knows a time stamp: by its number in the signature, as one of the document's, or only by its digest. */
export type StampName =
  | { readonly number: number }
  | { readonly id: string }
  | { readonly sha256: string };

export function stampName(
  sha256: string,
  { timestamps }: Pick<Verdict, 'timestamps'>,
  { signatures }: Pick<Examination, 'signatures'>,
): StampName {
  const own = timestamps.findIndex((stamp) => stamp.sha256 === sha256);
  if (own >= 0) return { number: own + 1 };
  const holder = signatures.find(({ verdict }) =>
    verdict.timestamps.some((stamp) => stamp.sha256 === sha256),
  );
  return holder?.evidence.kind === 'document-timestamp' ? { id: holder.evidence.id } : { sha256 };
}
