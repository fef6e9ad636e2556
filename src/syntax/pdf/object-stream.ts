import { Budget } from '../../bytes/budget.ts';
import { decode, filtersOf, type Resolve } from './filter/decode.ts';
import { type Findings, malformed } from './findings.ts';
import { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { isInteger, isName, type PdfDict, type PdfObject } from './object.ts';
import { passReferences } from './references.ts';

/** The objects of an object stream (ISO 32000-2 clause 7.5.7), each parsed when asked for. Their strings are not encrypted by themselves. */
export class ObjectStream {
  readonly size: number;
  private readonly data: Uint8Array;
  private readonly first: number;
  /** Number and relative offset of each. */
  private readonly index: Int32Array;
  private readonly parsed: (PdfObject | undefined)[] = [];
  private readonly findings: Findings;
  /** Octets that its members may still take: each is read and passed once, but hostile ones lie over each other. */
  private readonly left: Budget;
  /** The absolute offset of the object stream. */
  private readonly at: number;

  constructor(
    dict: PdfDict,
    octets: Uint8Array,
    resolve: Resolve,
    findings: Findings,
    at: number,
    work: Budget,
  ) {
    const count = resolve(dict.get('N'));
    const first = resolve(dict.get('First'));
    if (!isName(resolve(dict.get('Type')), 'ObjStm')) throw malformed('object-stream');
    if (!isInteger(count) || !isInteger(first) || count < 0 || first < 0)
      throw malformed('object-stream');
    this.data = decode(octets, filtersOf(dict, resolve), resolve, LIMITS.decodedStructure);
    work.spend(this.data.length);
    if (first > this.data.length || count * 2 > first + 1) throw malformed('object-stream');
    this.size = this.data.length;
    const left = LIMITS.workFactor * this.size + LIMITS.memberWork;
    this.left = new Budget(left, 'DOCUMENT_LIMIT', 'pdf-work');
    this.first = first;
    this.findings = findings;
    this.at = at;
    this.index = new Int32Array(2 * count);
    const lexer = new Lexer(this.data.subarray(0, first), 0);
    for (let i = 0; i < 2 * count; i++) {
      lexer.skipSpace();
      const value = lexer.digits();
      if (value < 0 || value > this.data.length + LIMITS.objectNumber)
        throw malformed('object-stream-index');
      this.index[i] = value;
    }
  }

  /** Object `number`, said to be the one at `index`. */
  object(number: number, index: number): PdfObject {
    let at = index;
    if (this.index[2 * at] !== number) {
      at = -1;
      for (let i = 0; at < 0 && 2 * i < this.index.length; i++)
        if (this.index[2 * i] === number) at = i;
      if (at < 0) throw malformed('object-stream-entry');
      this.findings.repair('object-stream-index', this.at);
    }
    const known = this.parsed[at];
    if (known !== undefined) return known;
    const lexer = this.lexerAt(at);
    const object = this.spending(lexer, at, () => lexer.object());
    lexer.skipSpace();
    if (lexer.keyword('stream') || lexer.keyword('obj')) throw malformed('object-stream-member');
    if (lexer.repairs !== undefined)
      for (const what of lexer.repairs) this.findings.repair(what, this.at);
    this.parsed[at] = object;
    return object;
  }

  /** As `Pdf.references`. */
  references(number: number, index: number, found: number[]): number {
    if (this.index[2 * index] !== number) return -1;
    const lexer = this.lexerAt(index);
    if (!this.spending(lexer, index, () => passReferences(lexer, found))) return -1;
    lexer.skipSpace();
    return lexer.keyword('stream') || lexer.keyword('obj') ? -1 : 0;
  }

  private lexerAt(index: number): Lexer {
    return new Lexer(this.data, 0, this.first + this.index[2 * index + 1]!);
  }

  private spending<T>(lexer: Lexer, index: number, read: () => T): T {
    try {
      return read();
    } finally {
      this.left.spend(Math.max(0, lexer.pos - this.first - this.index[2 * index + 1]!));
    }
  }
}
