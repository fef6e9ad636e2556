import type { Examination } from '../examination/index.ts';
import type { Certificate } from '../pki/certificate/index.ts';
import { documentIdOf, type Exchange } from '../register/exchange.ts';
import type { Directory } from '../register/organisations.ts';
import { type Match, matchFiles } from './match.ts';
import type { Reason } from './reason.ts';
import { isNamed, type SignatoryOfDocument, type SignatoryRule, signatoryOf } from './signatory.ts';
import { type Part, type Weight, weigh } from './weigh.ts';

/** One row of a register with what its files prove. */
export interface Assessment {
  readonly exchange: Exchange;
  readonly register: string;
  readonly reason: Reason;
  readonly because: string | null;
  readonly anyValid: boolean;
  readonly person: Part;
  readonly agency: Part;
  readonly passed: number;
  readonly failed: number;
  readonly indeterminate: number;
  /** Distinct recipients over all rows of the document, at least 1. */
  readonly recipients: number;
  readonly matchedBy: 'name' | 'designation' | null;
  /** The files it was judged by, main first, or the candidates of an ambiguous match. */
  readonly files: readonly { readonly path: string; readonly sha256: string | null }[];
}

export interface AuditRequest {
  readonly exchanges: readonly { readonly register: string; readonly exchange: Exchange }[];
  /** Paths below the documents folder. */
  readonly documents: readonly string[];
  readonly examine: (path: string) => Promise<Examination>;
  readonly directory: Directory;
  readonly rule: SignatoryRule;
  /** Once aborted no further file is examined and the generator ends early. */
  readonly interrupted: AbortSignal;
}

/**
 * Judges every row by its files, in the register's order: agencies are named as of the document's date, rows with one
 * DocumentId are one document (the first counts, with the recipients of all), excluded and paper rows need no file.
 */
export async function* audit(request: AuditRequest): AsyncGenerator<Assessment, void, undefined> {
  const { exchanges, directory } = request;
  const rows = exchanges.map(({ register, exchange }) => ({
    register,
    exchange: withAgency(exchange, directory),
  }));
  const { firsts, recipients } = distinct(rows.map((row) => row.exchange));
  const sought = rows
    .map((row) => row.exchange)
    .filter((exchange) => firsts.has(exchange) && !settled(exchange));
  const matches = matchFiles(sought, request.documents);
  const owners = new Map<string, Exchange>();

  for (const row of rows) {
    if (request.interrupted.aborted) return;
    const base = { ...row, recipients: recipients.get(row.exchange) ?? 1 };
    const reason = firsts.has(row.exchange) ? settled(row.exchange) : 'duplicate';
    yield reason
      ? without(base, reason)
      : onlyOnce(
          await assess(base, matches.get(row.exchange)!, request.examine, (certificate) =>
            beside(row.exchange, certificate, request),
          ),
          owners,
        );
  }
}

/** Whose a certificate is beside this document; where no agency is named, any agency's is the issuing one's. */
function beside(
  { agency }: Exchange,
  { subject }: Certificate,
  { rule, directory }: AuditRequest,
): SignatoryOfDocument {
  const who = signatoryOf(subject.attributes, rule, (name) => directory.knows(name));
  const checked = who === 'agency' && rule.agencyIsIssuer && agency !== '';
  return checked && !isNamed(subject.attributes, agency) ? 'other-agency' : who;
}

/** One file proves one document: a copy under another name proves nothing more. */
function onlyOnce(assessment: Assessment, owners: Map<string, Exchange>): Assessment {
  const sha256 = assessment.files[0]?.sha256;
  if (assessment.passed === 0 || !sha256) return assessment;
  const owner = owners.get(sha256);
  if (owner !== undefined) {
    return { ...without(assessment, 'same-file'), files: assessment.files };
  }
  owners.set(sha256, assessment.exchange);
  return assessment;
}

/** The reason that needs no file, or undefined. */
function settled(exchange: Exchange): Reason | undefined {
  if (exchange.secret) return 'excluded-secret';
  if (exchange.recalled) return 'excluded-recalled';
  return exchange.channel === 'paper' ? 'paper' : undefined;
}

async function assess(
  base: { register: string; exchange: Exchange; recipients: number },
  match: Match,
  examine: (path: string) => Promise<Examination>,
  signatory: (certificate: Certificate) => SignatoryOfDocument,
): Promise<Assessment> {
  if (match.status === 'missing') {
    // Neither a channel nor a file is stated and none was found: nothing says that it was electronic.
    const presumed = base.exchange.channel === null && base.exchange.files.length === 0;
    return without(base, presumed ? 'paper-presumed' : 'file-missing');
  }
  if (match.status === 'ambiguous')
    return {
      ...without(base, 'ambiguous-match'),
      files: match.candidates.map((path) => ({ path, sha256: null })),
    };
  const paths = [match.main, ...(match.status === 'found' ? match.attachments : [])];
  const examinations: Examination[] = [];
  for (const path of paths) examinations.push(await examine(path));
  const [main, ...attachments] = examinations as [Examination, ...Examination[]];
  let weight: Weight = weigh(main, attachments, signatory);
  if (match.status === 'attachment-missing' && weight.reason === 'proven')
    weight = { ...weight, reason: 'attachment-missing' };
  return {
    ...base,
    ...weight,
    anyValid: weight.passed > 0,
    matchedBy: match.by,
    files: paths.map((path, i) => ({ path, sha256: examinations[i]!.sha256 || null })),
  };
}

function without(
  base: { register: string; exchange: Exchange; recipients: number },
  reason: Reason,
): Assessment {
  return {
    ...base,
    reason,
    because: null,
    anyValid: false,
    person: 'missing',
    agency: 'missing',
    passed: 0,
    failed: 0,
    indeterminate: 0,
    matchedBy: null,
    files: [],
  };
}

function withAgency(exchange: Exchange, directory: Directory): Exchange {
  const known =
    exchange.organId !== ''
      ? directory.at(exchange.organId, exchange.date)
      : directory.named(exchange.agency, exchange.date);
  if (known === undefined) return exchange;
  return { ...exchange, organId: known.organId, agency: known.name };
}

/** The first row of each document, and how many distinct recipients its rows name together. */
function distinct(exchanges: readonly Exchange[]) {
  const owner = new Map<string, Exchange>();
  const named = new Map<Exchange, Set<string>>();
  for (const exchange of exchanges) {
    const id = documentIdOf(exchange);
    const first = owner.get(id) ?? exchange;
    if (first === exchange) owner.set(id, exchange);
    const names = named.get(first) ?? new Set();
    named.set(first, names);
    for (const recipient of exchange.recipients) names.add(recipient.toLowerCase());
  }
  const recipients = new Map<Exchange, number>();
  for (const [first, names] of named) recipients.set(first, Math.max(1, names.size));
  return { firsts: new Set(owner.values()), recipients };
}
