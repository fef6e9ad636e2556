import { digestRange } from '../../algorithm/index.ts';
import type { DigestName } from '../../algorithm/names.ts';
import { toHex } from '../../bytes/hex.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import type { Prepared } from './prepare.ts';

/** SignedData without certificates and tokens: attributes, identifiers, algorithms, a long issuer name twice. */
const FRAME = 2048;
/** An RFC 3161 token with its authority's chain; those of known authorities take 3 to 7 KB. */
const TOKEN = 8192;

/** Octets that `/Contents` should leave for a CMS with these certificates. */
export function roomFor(o: {
  readonly certificates: readonly Uint8Array[];
  /** Octets. */
  readonly signatureLength: number;
  readonly timestamp: boolean;
}): number {
  const certificates = o.certificates.reduce((sum, one) => sum + one.length, 0);
  return FRAME + certificates + o.signatureLength + (o.timestamp ? TOKEN : 0);
}

/** The digest that the signature is made over: source and `append`, without the gap. */
export function digestPrepared(
  source: ByteSource,
  prepared: Prepared,
  digest: DigestName,
): Uint8Array {
  const [, gap, behind, tail] = prepared.byteRange;
  return digestRange(joined(source, prepared.append), digest, [
    [0, gap],
    [behind, behind + tail],
  ]);
}

/** `append` with the CMS in its gap. Throws CONTENTS_TOO_SMALL with `needed` and `room` in octets. */
export function embedPades(prepared: Prepared, cms: Uint8Array): Uint8Array {
  const room = prepared.contents.length / 2;
  if (cms.length > room) throw new Fault('CONTENTS_TOO_SMALL', { needed: cms.length, room });
  const append = prepared.append.slice();
  const [, , behind, tail] = prepared.byteRange;
  const sourceLength = behind + tail - append.length;
  append.set(Buffer.from(toHex(cms), 'latin1'), prepared.contents.start - sourceLength);
  return append;
}

/** The file that results, without copying the source. */
function joined(source: ByteSource, append: Uint8Array): ByteSource {
  const seam = source.length;
  return {
    length: seam + append.length,
    read(start, end) {
      if (end <= seam) return source.read(start, end);
      if (start >= seam) return append.subarray(start - seam, end - seam);
      return Buffer.concat([source.read(start, seam), append.subarray(0, end - seam)]);
    },
  };
}
