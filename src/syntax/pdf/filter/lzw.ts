import { malformed, tooMuch } from '../findings.ts';

const CLEAR = 256;
const END = 257;

/** ISO 32000-2 clause 7.4.4: codes of 9 to 12 bits, high bit first; `early` 1 widens one code sooner. */
export function lzwDecode(data: Uint8Array, early: number, limit: number): Uint8Array {
  const prefix = new Uint16Array(4096);
  const suffix = new Uint8Array(4096);
  const lengths = new Uint16Array(4096);
  for (let i = 0; i < 256; i++) {
    suffix[i] = i;
    lengths[i] = 1;
  }
  let out = new Uint8Array(Math.max(256, data.length * 4));
  let length = 0;
  let next = 258;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  for (const octet of data) {
    held = ((held << 8) | octet) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0) || (code > 255 && code < 258))
      throw malformed('lzw-data');
    const fresh = code === next;
    const copy = fresh ? previous : code;
    const size = lengths[copy]! + (fresh ? 1 : 0);
    if (length + size > limit) throw tooMuch('inflate-size');
    if (length + size > out.length) {
      const bigger = new Uint8Array(Math.max(out.length * 2, length + size));
      bigger.set(out);
      out = bigger;
    }
    let at = length + lengths[copy]! - 1;
    let walk = copy;
    for (; at > length; at--) {
      out[at] = suffix[walk]!;
      walk = prefix[walk]!;
    }
    const first = suffix[walk]!;
    out[length] = first;
    if (fresh) out[length + size - 1] = first;
    length += size;
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next++;
    }
    if (next + early >= 2048) width = 12;
    else if (next + early >= 1024) width = 11;
    else if (next + early >= 512) width = 10;
    previous = code;
  }
  return out.subarray(0, length);
}
