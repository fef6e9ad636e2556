import { readFileSync } from 'node:fs';
import { ContentInfo, Certificate as PkijsCertificate, SignedData } from 'pkijs';
import type { ExtractedSignature } from '../../src/format/index.ts';

/**
 * Whether pkijs accepts every signature of a file, whose messages and signed spans it is given: the digest, the signature value and
 * the chain to one of `anchors`. It does not look at time stamps, revocation, the signing-certificate attribute, key usage
 * for signing, nor at the PDF: what the spans leave out and what later revisions changed.
 */
export async function pkijsAccepts(
  path: string,
  signatures: readonly ExtractedSignature[],
  anchors: readonly PkijsCertificate[],
): Promise<boolean> {
  const file = readFileSync(path);
  for (const { cms, signed } of signatures) {
    const content = ContentInfo.fromBER(new Uint8Array(cms!));
    const message = new SignedData({ schema: content.content });
    const data = Buffer.concat(signed.map(({ start, end }) => file.subarray(start, end)));
    try {
      const accepted = await message.verify({
        signer: 0,
        data: new Uint8Array(data).buffer,
        checkChain: true,
        trustedCerts: [...anchors],
        checkDate: new Date('2026-11-23T02:00:00Z'),
      });
      if (!accepted) return false;
    } catch {
      return false;
    }
  }
  return true;
}

export function readAnchors(ders: readonly Uint8Array[]): PkijsCertificate[] {
  return ders.map((der) => PkijsCertificate.fromBER(new Uint8Array(der)));
}
