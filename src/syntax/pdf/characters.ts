/** ISO 32000-2 clause 7.2.3, Tables 1 and 2: the class of each octet. */
export const REGULAR = 0;
export const BLANK = 1;
export const DELIMITER = 2;

export const CLASS = new Uint8Array(256);
for (const octet of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) CLASS[octet] = BLANK;
for (const character of '()<>[]{}/%') CLASS[character.charCodeAt(0)] = DELIMITER;

/** The value of a hexadecimal digit, or 255. */
export const HEX = new Uint8Array(256).fill(255);
for (let i = 0; i < 10; i++) HEX[0x30 + i] = i;
for (let i = 0; i < 6; i++) {
  HEX[0x41 + i] = 10 + i;
  HEX[0x61 + i] = 10 + i;
}

export const CR = 0x0d;
export const LF = 0x0a;

export function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39;
}
