import type { FormatFault } from '../../ades/evidence.ts';
import { type DigestName, digestRange } from '../../algorithm/index.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { type ByteSource, memorySource } from '../../bytes/source.ts';
import { holdsSignedAttributes, type SignedData } from '../../signature/cms/index.ts';
import { LIMITS } from './limits.ts';

/** Content from outside the message. */
export interface Contents {
  /** Said to be the content: it must be what the message encloses, if it encloses any. */
  readonly contents?: ByteSource;
  /** Taken for the content only when the message encloses none. */
  readonly contentsBeside?: ByteSource;
}

/** Identifier octet of a SET, which signed attributes are. */
const SET = 0x31;

/** What a message signs, wherever it is; each digest of it is computed once. */
export class SignedContent {
  /** undefined when the content is not at hand. */
  readonly source: ByteSource | undefined;
  readonly faults: readonly FormatFault[];
  private readonly digests = new Map<DigestName, Uint8Array>();

  constructor(signed: SignedData, { contents, contentsBeside }: Contents) {
    const enclosed = signed.eContent && memorySource(signed.eContent);
    this.source = enclosed ?? contents ?? contentsBeside;
    const differs = enclosed && contents && !this.sameAs(contents);
    this.faults = [
      ...(differs ? [{ what: 'content-differs' }] : []),
      ...(this.isAttributes() ? [{ what: 'content-is-attributes' }] : []),
    ];
  }

  /** The digest of the content, or undefined when there is no content. */
  get digest(): ((name: DigestName) => Uint8Array) | undefined {
    const { source } = this;
    if (source === undefined) return undefined;
    return (name) => {
      const known = this.digests.get(name) ?? digestRange(source, name, [[0, source.length]]);
      this.digests.set(name, known);
      return known;
    };
  }

  private sameAs(other: ByteSource): boolean {
    return (
      this.source?.length === other.length &&
      sameOctets(this.digest!('SHA-256'), digestRange(other, 'SHA-256', [[0, other.length]]))
    );
  }

  /**
   * Whether the content is itself a set of signed attributes. What is signed is then the same octets as of a message that
   * has those attributes, so a signature of somebody else could be shown as one over them.
   */
  private isAttributes(): boolean {
    const { source } = this;
    if (source === undefined || source.length === 0 || source.length > LIMITS.messageOctets)
      return false;
    // Attributes may hold revocation data, so they can be large; nothing else is read whole.
    return source.read(0, 1)[0] === SET && holdsSignedAttributes(source.read(0, source.length));
  }
}
