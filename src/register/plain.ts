/**
 * Text as people compare it: accents, case, punctuation and spacing removed, so that "Số, ký hiệu VB" in NFC
 * or NFD, "SO KY HIEU VB" and "số/ký-hiệu  vb" are one. đ has no decomposition in Unicode and is mapped by hand.
 */
export function plain(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = strip(text);
  if (known.size >= KNOWN) known.clear();
  known.set(text, made);
  return made;
}

/** Registers repeat a few hundred channels, codes and names in every row; normalising them is most of the work. */
const KNOWN = 4096;
const known = new Map<string, string>();

function strip(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
