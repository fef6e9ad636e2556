import { PdfString } from './object.ts';

/**
 * A text string's characters (ISO 32000-2 clause 7.9.2.2): UTF-16BE or UTF-8 when marked, else PDFDocEncoding. Malformed
 * sequences become U+FFFD. The text is the document's: show it only through `shown`.
 */
export function readText(string: PdfString): string {
  const octets = string.octets;
  if (octets[0] === 0xfe && octets[1] === 0xff) return utf16.decode(octets.subarray(2));
  if (octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf)
    return utf8.decode(octets.subarray(3));
  let text = '';
  for (const octet of octets) text += String.fromCharCode(pdfDocCode(octet));
  return text;
}

/** A text string: a plain literal for ASCII, else UTF-16BE, which readers before PDF 2.0 understand too. */
export function textString(text: string): PdfString {
  if (/^[\n\r\t\x20-\x7e]*$/.test(text)) return new PdfString(Buffer.from(text, 'latin1'));
  const octets = new Uint8Array(2 + 2 * text.length);
  octets[0] = 0xfe;
  octets[1] = 0xff;
  for (let i = 0; i < text.length; i++) {
    octets[2 + 2 * i] = text.charCodeAt(i) >> 8;
    octets[3 + 2 * i] = text.charCodeAt(i) & 0xff;
  }
  return new PdfString(octets, true);
}

const utf16 = new TextDecoder('utf-16be', { ignoreBOM: true });
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

// ISO 32000-2 Annex D.3: where PDFDocEncoding differs from Latin-1.
const LOW = '\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc'; // 0x18 to 0x1f
const HIGH =
  '\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd\u20ac'; // 0x80 to 0xa0

function pdfDocCode(octet: number): number {
  if (octet >= 0x18 && octet <= 0x1f) return LOW.charCodeAt(octet - 0x18);
  if (octet >= 0x80 && octet <= 0xa0) return HIGH.charCodeAt(octet - 0x80);
  return octet === 0x7f || octet === 0xad ? 0xfffd : octet;
}
