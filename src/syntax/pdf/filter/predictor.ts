import { malformed } from '../findings.ts';

type Parameter = (key: string, otherwise: number) => number;

/** Undoes /Predictor of Flate and LZW (ISO 32000-2 clause 7.4.4.4): 2 is TIFF, 10 and more PNG, where each row names its own. */
export function undoPredictor(data: Uint8Array, parameter: Parameter): Uint8Array {
  const predictor = parameter('Predictor', 1);
  if (predictor === 1) return data;
  const colors = parameter('Colors', 1);
  const bits = parameter('BitsPerComponent', 8);
  const columns = parameter('Columns', 1);
  const sane =
    within(colors, 1, 64) && [1, 2, 4, 8, 16].includes(bits) && within(columns, 1, 1 << 24);
  if (!sane) throw malformed('predictor-parameters');
  const pixel = Math.max(1, (colors * bits) >> 3);
  const row = Math.ceil((colors * bits * columns) / 8);
  if (predictor === 2) return undoTiff(data, colors, bits, row);
  if (within(predictor, 10, 15)) return undoPng(data, pixel, row);
  throw malformed('predictor-parameters');
}

function within(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

/** The PNG specification, clause 9: each row is led by its filter type; a last short row is kept. */
function undoPng(data: Uint8Array, pixel: number, row: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1));
  const out = new Uint8Array(Math.max(0, data.length - rows));
  let to = 0;
  for (let from = 0; from < data.length; ) {
    const type = data[from++]!;
    if (type > 4) throw malformed('predictor-row');
    const end = Math.min(from + row, data.length);
    const start = to;
    const up = start - row;
    for (; from < end; from++, to++) {
      const i = to - start;
      const left = i >= pixel ? out[to - pixel]! : 0;
      const above = up >= 0 ? out[up + i]! : 0;
      let guess = 0;
      if (type === 1) guess = left;
      else if (type === 2) guess = above;
      else if (type === 3) guess = (left + above) >> 1;
      else if (type === 4)
        guess = paeth(left, above, up >= 0 && i >= pixel ? out[up + i - pixel]! : 0);
      out[to] = data[from]! + guess;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const a = Math.abs(sum - left);
  const b = Math.abs(sum - above);
  const c = Math.abs(sum - corner);
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** TIFF 6.0 section 14: each component is the difference to the one of the pixel on its left. */
function undoTiff(data: Uint8Array, colors: number, bits: number, row: number): Uint8Array {
  const out = data.slice();
  for (let start = 0; start < out.length; start += row) {
    const end = Math.min(start + row, out.length);
    if (bits === 8) for (let i = start + colors; i < end; i++) out[i] = out[i]! + out[i - colors]!;
    else if (bits === 16)
      for (let i = start + 2 * colors; i + 1 < end; i += 2) {
        const at = (j: number) => out[j]! * 256 + out[j + 1]!;
        const sum = at(i) + at(i - 2 * colors);
        out[i] = sum >> 8;
        out[i + 1] = sum;
      }
    else undoTiffBits(out, start, end, colors, bits);
  }
  return out;
}

function undoTiffBits(
  out: Uint8Array,
  start: number,
  end: number,
  colors: number,
  bits: number,
): void {
  const mask = (1 << bits) - 1;
  const last = new Uint8Array(colors);
  const count = Math.floor(((end - start) * 8) / bits);
  for (let i = 0; i < count; i++) {
    const bit = i * bits;
    const at = start + (bit >> 3);
    const shift = 8 - bits - (bit & 7);
    const value = (((out[at]! >> shift) & mask) + last[i % colors]!) & mask;
    last[i % colors] = value;
    out[at] = (out[at]! & ~(mask << shift)) | (value << shift);
  }
}
