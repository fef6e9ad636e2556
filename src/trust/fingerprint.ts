/** Hexadecimal digits that a person types back: 32 bits, against mistakes, not against forgery. */
export const TYPED_DIGITS = 8;

/** A fingerprint as people write it (upper case, colons, spaces) in plain lower-case hexadecimal, or undefined. */
export function readFingerprint(text: string): string | undefined {
  const digits = text
    .replace(/^sha-?256[:=]?/i, '')
    .replace(/[\s:]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

/** Whether what was typed are the first digits of the fingerprint; more of them is fine, fewer is not. */
export function typedBack(typed: string, sha256: string): boolean {
  const digits = typed.replace(/[\s:]/g, '').toLowerCase();
  return digits.length >= TYPED_DIGITS && /^[0-9a-f]+$/.test(digits) && sha256.startsWith(digits);
}

/** In groups of four, as it is easily compared by eye. */
export function groupedFingerprint(sha256: string): string {
  return sha256.match(/.{1,4}/g)?.join(' ') ?? '';
}
