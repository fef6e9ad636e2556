import type { Evidence } from '../../ades/evidence.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { openPdf } from '../../syntax/pdf/index.ts';
import type { Span } from './byte-range.ts';
import { findSignatures } from './find.ts';
import { readSignatureValue } from './signature-value.ts';

/** What an outside judge needs of one signature. */
export interface ExtractedSignature {
  readonly id: string;
  /** The CMS message or RFC 3161 token without its padding; undefined when it can't be cut out. */
  readonly cms: Uint8Array | undefined;
  /** The two spans that are signed; empty when the ByteRange is unusable. */
  readonly signed: readonly Span[];
}

/** The message and the signed spans of every signature, in the order of `openDocument`. */
export function extractSignatures(
  source: ByteSource,
  o: { readonly password?: string } = {},
): readonly ExtractedSignature[] {
  const pdf = openPdf(source, o);
  return findSignatures(pdf).map((found) => {
    const { byteRange, contents } = readSignatureValue(pdf, found);
    const [start, first, behind, tail] = byteRange ?? [0, 0, 0, 0];
    const signed = [
      { start, end: start + first },
      { start: behind, end: behind + tail },
    ];
    return { id: found.name, cms: contents, signed: byteRange === null ? [] : signed };
  });
}

/** From the first to behind the last octet of the file as it was when this was signed; null when its ByteRange is unusable. */
export function signatureSpan({ byteRange }: Evidence): Span | null {
  return byteRange === null ? null : { start: byteRange[0], end: byteRange[2] + byteRange[3] };
}
