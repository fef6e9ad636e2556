import { CLASS, REGULAR } from './characters.ts';
import type { Lexer } from './lexer.ts';

/** Fifteen decimal digits are what a double holds exactly. */
const PRECISION = 15;

/** A number with sign or point, or of many digits (ISO 32000-2 clause 7.3.3); what is none is mended to 0. */
export function readReal(lexer: Lexer): number {
  const { octets } = lexer;
  let pos = lexer.pos;
  let negative = false;
  if (octets[pos] === 0x2d || octets[pos] === 0x2b) negative = octets[pos++] === 0x2d;
  let mantissa = 0;
  let scale = 0;
  let significant = 0;
  let any = false;
  let point = false;
  for (; pos < octets.length; pos++) {
    const octet = octets[pos]!;
    if (octet >= 0x30 && octet <= 0x39) {
      any = true;
      if (significant < PRECISION) {
        mantissa = mantissa * 10 + (octet - 0x30);
        if (mantissa > 0) significant++;
        if (point) scale++;
      } else if (!point) scale--;
    } else if (octet === 0x2e && !point) point = true;
    else break;
  }
  while (pos < octets.length && CLASS[octets[pos]!] === REGULAR) {
    any = false;
    pos++;
  }
  if (pos >= octets.length) lexer.touched = true;
  lexer.pos = pos;
  if (!any) {
    lexer.mend('number-malformed');
    return 0;
  }
  const value = scale > 0 ? mantissa / 10 ** scale : mantissa * 10 ** -scale;
  return negative && value !== 0 ? -value : value;
}
