import { BLANK, CLASS, CR, HEX, LF } from './characters.ts';
import { malformed } from './findings.ts';

/** The index behind the parenthesis that closes the literal string opened at `start`, or -1. */
export function literalEnd(octets: Uint8Array, start: number): number {
  let open = 0;
  for (let i = start; i < octets.length; i++) {
    const octet = octets[i];
    if (octet === 0x5c) i++;
    else if (octet === 0x28) open++;
    else if (octet === 0x29 && --open === 0) return i + 1;
  }
  return -1;
}

/** The index of the next `>`. A signature's /Contents has tens of thousands of digits, which only the native search passes at memory speed. */
export function hexEnd(octets: Uint8Array, start: number): number {
  const near = Math.min(start + 80, octets.length);
  for (let i = start; i < near; i++) if (octets[i] === 0x3e) return i;
  return Buffer.prototype.indexOf.call(octets, 0x3e, near);
}

const ESCAPES: Readonly<Record<number, number>> = {
  110: 0x0a,
  114: 0x0d,
  116: 0x09,
  98: 0x08,
  102: 0x0c,
  40: 0x28,
  41: 0x29,
  92: 0x5c,
};

/** ISO 32000-2 clause 7.3.4.2: escapes, octal of one to three digits (overflow ignored), an EOL of any kind is LF. */
export function decodeLiteral(body: Uint8Array): Uint8Array {
  if (!body.includes(0x5c) && !body.includes(CR)) return body.slice();
  const out = new Uint8Array(body.length);
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const octet = body[i]!;
    if (octet === CR) {
      if (body[i + 1] === LF) i++;
      out[length++] = LF;
    } else if (octet !== 0x5c) out[length++] = octet;
    else {
      const next = body[++i];
      if (next === undefined) break;
      if (next >= 0x30 && next <= 0x37) {
        let value = next - 0x30;
        for (let n = 0; n < 2 && body[i + 1]! >= 0x30 && body[i + 1]! <= 0x37; n++)
          value = value * 8 + body[++i]! - 0x30;
        out[length++] = value & 0xff;
      } else if (next === CR) {
        if (body[i + 1] === LF) i++;
      } else if (next !== LF) out[length++] = ESCAPES[next] ?? next;
    }
  }
  return out.subarray(0, length);
}

/** Clause 7.3.4.3: white space is ignored, a last odd digit is followed by 0. DOCUMENT_MALFORMED `hex-string` else. */
export function decodeHex(body: Uint8Array, at: number): Uint8Array {
  const out = new Uint8Array((body.length + 1) >> 1);
  let length = 0;
  let high = -1;
  for (let i = 0; i < body.length; i++) {
    const digit = HEX[body[i]!]!;
    if (digit === 255) {
      if (CLASS[body[i]!] !== BLANK) throw malformed('hex-string', at + 1 + i);
    } else if (high < 0) high = digit;
    else {
      out[length++] = high * 16 + digit;
      high = -1;
    }
  }
  if (high >= 0) out[length++] = high * 16;
  return out.subarray(0, length);
}
