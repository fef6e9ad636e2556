import { malformed } from './malformed.ts';
import { TAG } from './tag.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Characters of a string type. T61String is read as Latin-1, as every reader in the field does.
 * The text is hostile: nothing is removed from it here.
 */
export function readText(tag: number, content: Uint8Array): string {
  switch (tag) {
    case TAG.UTF8:
      try {
        return utf8.decode(content);
      } catch {
        throw malformed('der-text');
      }
    case TAG.NUMERIC:
    case TAG.PRINTABLE:
    case TAG.IA5:
    case TAG.VISIBLE:
      for (let i = 0; i < content.length; i++) if (content[i]! > 0x7f) throw malformed('der-text');
      return latin1(content);
    case TAG.T61:
      return latin1(content);
    case TAG.BMP:
      return wide(content, 2);
    case TAG.UNIVERSAL:
      return wide(content, 4);
    default:
      throw malformed('der-tag');
  }
}

function latin1(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
}

function wide(content: Uint8Array, octets: 2 | 4): string {
  if (content.length % octets !== 0) throw malformed('der-text');
  let text = '';
  for (let i = 0; i < content.length; i += octets) {
    let code = 0;
    for (let j = 0; j < octets; j++) code = code * 256 + content[i + j]!;
    if (code > 0x10ffff) throw malformed('der-text');
    text += octets === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  if (!text.isWellFormed()) throw malformed('der-text');
  return text;
}
