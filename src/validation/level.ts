import type { Evidence } from '../ades/evidence.ts';
import type { Verdict } from './verdict.ts';

export type Level = 'PAdES-B-B' | 'PAdES-B-T' | 'PAdES-B-LT' | 'PAdES-B-LTA' | 'PKCS7' | 'RFC3161';

/**
 * The level whose properties a signature carries (EN 319 142-1 clause 6), or null when it isn't whole enough
 * for any. It says what is there, not that it holds: the verdict says that. `all` are the document's signatures.
 */
export function levelOf(
  evidence: Evidence,
  verdict: Verdict,
  all: readonly Evidence[] = [evidence],
): Level | null {
  if (verdict.integrity === 'unknown') return null;
  if (evidence.kind === 'document-timestamp') return 'RFC3161';
  if (evidence.subFilter !== 'ETSI.CAdES.detached') return 'PKCS7';
  if (!evidence.cms?.signingCertificate?.matches) return null;
  const stampedBy = all.filter(
    (other) => other.kind === 'document-timestamp' && other.revision > evidence.revision,
  );
  if (evidence.cms.timestamps.length === 0 && stampedBy.length === 0) return 'PAdES-B-B';
  if (evidence.crls.length + evidence.ocsps.length === 0) return 'PAdES-B-T';
  return stampedBy.length === 0 ? 'PAdES-B-LT' : 'PAdES-B-LTA';
}
