import type { Evidence } from '../ades/evidence.ts';
import { toHex } from '../bytes/hex.ts';
import type { ByteSource } from '../bytes/source.ts';
import { asFault, type Fault } from '../fault/fault.ts';
import { digestFile, type OpenOptions, openDocument } from '../format/index.ts';
import { judgeAll, type Level, levelOf, type Policy, type Verdict } from '../validation/index.ts';

/** What one document turned out to be. */
export interface Examination {
  readonly path: string;
  /** Of the whole file in hex; empty when it was not asked for or the file could not be read. */
  readonly sha256: string;
  /** PAdES or CAdES when the document has signatures, else what it is; null when it can't be read. */
  readonly format: 'PAdES' | 'PDF' | 'CAdES' | 'CMS' | null;
  /** The file that was taken for the content of a detached signature, when there was one. */
  readonly content?: string | null;
  /** Why the document could not be read; it then has no signatures. */
  readonly fault: Fault | null;
  readonly signatures: readonly ExaminedSignature[];
}

export interface ExaminedSignature {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  /** Which properties it carries; see levelOf. */
  readonly level?: Level | null;
}

export interface ExamineOptions extends OpenOptions {
  /** Path of the contents given, for reports. */
  readonly contentPath?: string;
  /** false spares the digest of the whole file. */
  readonly sha256?: boolean;
}

/**
 * Opens a document and judges all its signatures as of `at`. Whatever a document holds, this returns: what
 * can't be read is told in `fault`.
 */
export function examine(
  source: ByteSource,
  path: string,
  policy: Policy,
  at: Date,
  o: ExamineOptions = {},
): Examination {
  const digest = () => (o.sha256 === false ? '' : toHex(digestFile(source)));
  try {
    const { format, signatures, contentOutside } = openDocument(source, o);
    const content = contentOutside ? (o.contentPath ?? null) : null;
    const found = signatures.map((evidence) => ({ evidence }));
    // Behind its signatures, whose digests are the most of it.
    return rejudge({ path, sha256: digest(), format, content, signatures: found }, policy, at);
  } catch (error) {
    return unreadable(path, asFault(error), attempt(digest));
  }
}

/** Nothing where the octets themselves can't be read. */
function attempt(digest: () => string): string {
  try {
    return digest();
  } catch {
    return '';
  }
}

/** The same document's signatures judged anew, by another policy or at another time; nothing is read again. */
export function rejudge(
  examination: Pick<Examination, 'path' | 'sha256'> &
    Partial<Pick<Examination, 'format' | 'content'>> & {
      readonly signatures: readonly Pick<ExaminedSignature, 'evidence'>[];
    },
  policy: Policy,
  at: Date,
): Examination {
  const { path, sha256, content = null } = examination;
  const all = examination.signatures.map(({ evidence }) => evidence);
  const verdicts = judgeAll(all, policy, at);
  const signatures = all.map((evidence, i): ExaminedSignature => {
    const verdict = verdicts[i]!;
    return { evidence, verdict, level: levelOf(evidence, verdict, all) };
  });
  const format = all[0]?.format ?? examination.format ?? null;
  return { path, sha256, format, content, fault: null, signatures };
}

/** The examination of a file that could not even be opened. */
export function unreadable(path: string, fault: Fault, sha256 = ''): Examination {
  return { path, sha256, format: null, fault, signatures: [] };
}
