/**
 * Text as people compare it: accents, case, punctuation and spacing removed, so that "Số, ký hiệu VB" in NFC
 * or NFD, "SO KY HIEU VB" and "số/ký-hiệu  vb" are one. đ has no decomposition in Unicode and is mapped by hand.
 */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
