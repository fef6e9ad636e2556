import { BLANK, CLASS, HEX } from '../characters.ts';
import { malformed, tooMuch } from '../findings.ts';

/** ISO 32000-2 clause 7.4.2: digits to `>`; white space is ignored, a last odd digit is followed by 0. */
export function asciiHexDecode(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length + 1) >> 1);
  let length = 0;
  let high = -1;
  for (const octet of data) {
    if (octet === 0x3e) break;
    if (CLASS[octet] === BLANK) continue;
    const digit = HEX[octet]!;
    if (digit === 255) throw malformed('ascii-data');
    if (high < 0) high = digit;
    else {
      out[length++] = high * 16 + digit;
      high = -1;
    }
  }
  if (high >= 0) out[length++] = high * 16;
  return out.subarray(0, length);
}

/** Clause 7.4.3: five characters of base 85 for four octets, `z` for four zeros, to `~>`. */
export function ascii85Decode(data: Uint8Array, limit: number): Uint8Array {
  // `z` alone stands for four octets.
  if (data.length * 4 > limit && data.length > limit) throw tooMuch('inflate-size');
  const out = new Uint8Array(data.length * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (const octet of data) {
    if (octet === 0x7e) break;
    if (CLASS[octet] === BLANK) continue;
    if (octet === 0x7a && count === 0) {
      length += 4;
      continue;
    }
    if (octet < 0x21 || octet > 0x75) throw malformed('ascii-data');
    value = value * 85 + octet - 0x21;
    if (++count < 5) continue;
    if (value > 0xffffffff) throw malformed('ascii-data');
    for (let shift = 24; shift >= 0; shift -= 8) out[length++] = value >>> shift;
    value = 0;
    count = 0;
  }
  if (count === 1) throw malformed('ascii-data');
  if (count > 1) {
    for (let i = count; i < 5; i++) value = value * 85 + 84;
    for (let i = 0; i < count - 1; i++) out[length++] = (value / 2 ** (24 - 8 * i)) & 0xff;
  }
  if (length > limit) throw tooMuch('inflate-size');
  return out.subarray(0, length);
}
