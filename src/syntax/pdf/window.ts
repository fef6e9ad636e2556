import { Budget } from '../../bytes/budget.ts';
import type { ByteSource } from '../../bytes/source.ts';
import type { Fault } from '../../fault/fault.ts';
import { type Findings, malformed, tooMuch } from './findings.ts';
import { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';

/**
 * Lends a Lexer over the source at an offset. A source of moderate size is one window; of a greater one only as much is read as the
 * syntax there turns out to need, by trying again with four times the octets whenever the window's end was met.
 */
export class Windows {
  readonly source: ByteSource;
  readonly whole: Uint8Array | undefined;
  /** Octets that may still be parsed, searched or decoded for this document. */
  readonly work: Budget;
  /** Cross-reference entries that may still be read. */
  readonly entries: Budget;
  private readonly shared: Lexer | undefined;
  private readonly findings: Findings;

  constructor(source: ByteSource, findings: Findings) {
    this.source = source;
    this.findings = findings;
    const work = Math.min(LIMITS.workBase + LIMITS.workFactor * source.length, LIMITS.work);
    this.work = new Budget(work, 'DOCUMENT_LIMIT', 'pdf-work');
    const entries = Math.min(Math.max(source.length, 65_536), LIMITS.objectNumber + 1);
    this.entries = new Budget(entries, 'DOCUMENT_LIMIT', 'xref-entries');
    this.whole = source.length <= LIMITS.wholeSource ? source.read(0, source.length) : undefined;
    this.shared = this.whole && new Lexer(this.whole, 0);
  }

  at<T>(offset: number, read: (lexer: Lexer) => T): T {
    const { length } = this.source;
    if (!(offset >= 0 && offset < length)) throw malformed('offset-outside-file', offset);
    if (this.whole !== undefined) {
      const lexer = new Lexer(this.whole, 0, offset);
      try {
        return this.settle(lexer, read(lexer));
      } finally {
        this.work.spend(LIMITS.workPlace + Math.max(0, lexer.pos - offset));
      }
    }
    for (let size = LIMITS.window; ; size *= 4) {
      const end = Math.min(offset + size, length);
      this.work.spend(end - offset);
      const lexer = new Lexer(this.source.read(offset, end), offset);
      let result: T | undefined;
      let fault: Fault | undefined;
      try {
        result = read(lexer);
      } catch (error) {
        fault = error as Fault;
      }
      if (!lexer.touched || end === length) {
        if (fault !== undefined) throw fault;
        return this.settle(lexer, result as T);
      }
      if (size > LIMITS.objectText) throw tooMuch('object-text');
    }
  }

  /** As `at`, for what mends nothing and looks nowhere else: thousands of calls share one Lexer. */
  pass(offset: number, pass: (lexer: Lexer) => number): number {
    if (this.shared === undefined || !(offset >= 0 && offset < this.source.length))
      return this.at(offset, pass);
    const lexer = this.shared;
    lexer.pos = offset;
    const end = pass(lexer);
    this.work.spend(LIMITS.workPlace + Math.max(0, lexer.pos - offset));
    return end;
  }

  /** The octets [start, end), or DOCUMENT_MALFORMED when the file has no such place. */
  octets(start: number, end: number): Uint8Array {
    if (!(start >= 0 && end >= start && end <= this.source.length))
      throw malformed('offset-outside-file', start);
    return this.whole !== undefined
      ? this.whole.subarray(start, end)
      : this.source.read(start, end);
  }

  private settle<T>(lexer: Lexer, result: T): T {
    if (lexer.repairs !== undefined)
      for (const what of lexer.repairs) this.findings.repair(what, lexer.at);
    return result;
  }
}
