import { nameText, type RevocationData } from '../pki/index.ts';
import type { Prospect } from './chain.ts';
import type { Policy } from './policy.ts';
import type { Existence } from './proof-of-existence.ts';
import { isFresh } from './revocation-freshness.ts';
import type { Because, Rule } from './rule.ts';
import { type Sliding, slide } from './time-sliding.ts';

/** What the past signature validation looks at. */
export interface PastFacts {
  /** Sub-indications of everything that stands against the certificate now. */
  readonly breaches: readonly Because[];
  /** null when no chain holds even in the past. */
  readonly sliding: Sliding | null;
  /** Earliest proven time of the signature value. */
  readonly signatureTime: Date;
  readonly freshness: number | null;
}

/** Clause 5.6.3.4: what proofs of existence may help against. */
const HELPED: ReadonlySet<Because> = new Set<Because>([
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TRY_LATER',
]);

export function mayBeHelped(breaches: readonly Because[]): boolean {
  return breaches.length > 0 && breaches.every((because) => HELPED.has(because));
}

/**
 * Clause 5.6.2.1, past certificate validation: the first chain that holds at a time common to its certificates, and for which
 * control-time slides back no further than the signature needs; else the one that came furthest.
 */
export function slideBack(
  prospects: Iterable<Prospect>,
  dataOf: (prospect: Prospect) => RevocationData,
  existence: Existence,
  signatureTime: Date,
  now: Date,
  policy: Policy,
): { readonly prospect: Prospect; readonly sliding: Sliding } | null {
  let best: { readonly prospect: Prospect; readonly sliding: Sliding } | null = null;
  for (const prospect of prospects) {
    if (prospect.fault !== null) continue;
    const sliding = slide(prospect, dataOf(prospect), existence, now, policy);
    if (sliding.kind === 'slid' && signatureTime <= sliding.controlTime)
      return { prospect, sliding };
    if (best === null || (best.sliding.kind === 'no-proof' && sliding.kind === 'slid'))
      best = { prospect, sliding };
  }
  return best;
}

const PSV = 'EN 319 102-1 clause 5.6.2.4';

/** Clause 5.6.2.4; on a breach the result of now stands, so what a breach means here is told and nothing more. */
export const pastRules: readonly Rule<PastFacts>[] = [
  {
    id: 'PCV-CHAIN',
    clause: 'EN 319 102-1 clause 5.6.2.1',
    what: 'past-chain',
    holds: (f) => f.sliding !== null,
    otherwise: 'NO_POE',
  },
  {
    id: 'VTS-PROOFS',
    clause: 'EN 319 102-1 clause 5.6.2.2',
    what: 'past-proofs',
    holds: (f) => (f.sliding === null ? undefined : f.sliding.kind === 'slid'),
    otherwise: 'NO_POE',
    data: (f) => (f.sliding?.kind === 'no-proof' ? { name: nameText(f.sliding.of.subject) } : {}),
  },
  {
    id: 'PSV-EXISTED',
    clause: PSV,
    what: 'past-existed',
    holds: (f) => (f.sliding?.kind === 'slid' ? existedInTime(f, f.sliding) : undefined),
    otherwise: 'NO_POE',
    data: timesOf,
    proof: timesOf,
  },
];

/**
 * Step 3: the signature existed at control-time. Step 5: where only the age of the status stands against it, the status may
 * also be fresh for the time at which the signature is known to have existed.
 */
function existedInTime(f: PastFacts, sliding: Extract<Sliding, { kind: 'slid' }>): boolean {
  if (f.signatureTime <= sliding.controlTime) return true;
  const { statuses, before } = sliding;
  const last = statuses[0]!;
  return (
    f.breaches.every((because) => because === 'TRY_LATER') &&
    last.status === 'good' &&
    f.signatureTime <= before &&
    isFresh(last, f.signatureTime, f.freshness)
  );
}

function timesOf({ sliding, signatureTime }: PastFacts): Record<string, string> {
  return {
    proven: signatureTime.toISOString(),
    control: sliding?.kind === 'slid' ? sliding.controlTime.toISOString() : '',
  };
}
