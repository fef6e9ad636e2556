import { isDigit } from '../characters.ts';
import { type Findings, malformed } from '../findings.ts';
import { readObjectHeader } from '../indirect.ts';
import type { Lexer } from '../lexer.ts';
import { LIMITS } from '../limits.ts';
import type { Windows } from '../window.ts';
import { find } from './tail.ts';

/** The header's place and version (ISO 32000-2 clause 7.5.2). */
export function readHeader(windows: Windows, findings: Findings): { at: number; version: string } {
  const { length } = windows.source;
  if (length === 0) throw malformed('file-empty');
  const octets = windows.octets(0, Math.min(length, LIMITS.edge + 16));
  const at = find(octets, '%PDF-');
  if (at < 0) throw malformed('header-missing', 0);
  if (at > 0) findings.note('leading-octets');
  const [major = 0, point = 0, minor = 0] = octets.subarray(at + 5, at + 8);
  if (!isDigit(major) || point !== 0x2e || !isDigit(minor)) findings.repair('header-version', at);
  return { at, version: String.fromCharCode(major, point, minor) };
}

/** Where offsets count from: the header (clause 7.5.4), but some producers counted the octets before it too. */
export function baseFor(windows: Windows, header: number, startxref: number): number {
  if (header === 0) return 0;
  const isSection = (at: number): boolean =>
    at < windows.source.length && windows.at(at, standsSection);
  return isSection(header + startxref) || !isSection(startxref) ? header : 0;
}

function standsSection(lexer: Lexer): boolean {
  lexer.skipBlank();
  if (lexer.keyword('xref')) return true;
  try {
    readObjectHeader(lexer);
    return true;
  } catch {
    return false;
  }
}
