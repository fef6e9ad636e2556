import type { Evidence } from '../ades/evidence.ts';
import type { Verdict } from './verdict.ts';

type Baseline = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
export type Level = `PAdES-${Baseline}` | `CAdES-${Baseline}` | 'PKCS7' | 'CMS' | 'RFC3161';

/**
 * The level whose properties a signature carries (EN 319 142-1 clause 6, EN 319 122-1 clause 6), or null when it isn't whole
 * enough for any. It says what is there, not that it holds: the verdict says that. `all` are the document's signatures.
 */
export function levelOf(
  evidence: Evidence,
  verdict: Verdict,
  all: readonly Evidence[] = [evidence],
): Level | null {
  if (verdict.integrity === 'unknown') return null;
  if (evidence.kind === 'document-timestamp') return 'RFC3161';
  const { format, cms, crls, ocsps } = evidence;
  if (format === 'PAdES' && evidence.subFilter !== 'ETSI.CAdES.detached') return 'PKCS7';
  if (!cms?.signingCertificate?.matches) return format === 'CAdES' ? 'CMS' : null;
  const has = (...kinds: readonly string[]) =>
    cms.timestamps.some(({ kind }) => kinds.includes(kind));
  const archived =
    has('archive') ||
    all.some(({ kind, revision }) => kind === 'document-timestamp' && revision > evidence.revision);
  if (!has('signature') && !archived) return `${format}-B-B`;
  if (crls.length + ocsps.length === 0) return `${format}-B-T`;
  return archived ? `${format}-B-LTA` : `${format}-B-LT`;
}
