import { malformed, tooMuch } from '../findings.ts';

/** ISO 32000-2 clause 7.4.5: 0 to 127 copies that many and one octets, 129 to 255 repeats one 257 less it times, 128 ends. */
export function runLengthDecode(data: Uint8Array, limit: number): Uint8Array {
  let length = 0;
  for (let i = 0; i < data.length && data[i] !== 128; ) {
    const code = data[i]!;
    length += code < 128 ? code + 1 : 257 - code;
    i += code < 128 ? code + 2 : 2;
  }
  if (length > limit) throw tooMuch('inflate-size');
  const out = new Uint8Array(length);
  let to = 0;
  for (let i = 0; i < data.length && data[i] !== 128; ) {
    const code = data[i]!;
    const copied = code < 128 ? code + 1 : 1;
    if (i + copied >= data.length) throw malformed('run-length-data');
    if (code < 128) out.set(data.subarray(i + 1, i + 2 + code), to);
    else out.fill(data[i + 1]!, to, to + 257 - code);
    to += code < 128 ? code + 1 : 257 - code;
    i += copied + 1;
  }
  return out;
}
