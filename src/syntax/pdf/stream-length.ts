import type { Findings } from './findings.ts';
import { malformed } from './findings.ts';
import { passEndstream } from './indirect.ts';
import { LIMITS } from './limits.ts';
import { isInteger, type PdfObject } from './object.ts';
import type { Windows } from './window.ts';

/**
 * The length that /Length says when `endstream` follows there (ISO 32000-2 clause 7.3.8); else, mending, that of the data before
 * the next `endstream`.
 */
export function streamLength(
  windows: Windows,
  findings: Findings,
  claimed: PdfObject,
  start: number,
): number {
  const { length } = windows.source;
  if (isInteger(claimed) && claimed >= 0 && start + claimed < length) {
    if (windows.at(start + claimed, passEndstream) >= 0) return claimed;
  }
  findings.repair('stream-length', start);
  const octets = windows.octets(start, Math.min(length, start + LIMITS.objectText));
  const found = Buffer.prototype.indexOf.call(octets, 'endstream');
  windows.work.spend(found < 0 ? octets.length : found);
  if (found < 0) throw malformed('stream-end', start);
  if (octets[found - 1] === 0x0a) return found - (octets[found - 2] === 0x0d ? 2 : 1);
  return octets[found - 1] === 0x0d ? found - 1 : found;
}
