import type { StrengthTable } from '../algorithm/index.ts';
import type { Certificate, RevocationData, RevocationStatus } from '../pki/index.ts';
import { type Prospect, statusOf } from './chain.ts';
import { dataReliableUntil, linkReliableUntil } from './cryptographic-constraints.ts';
import type { Policy } from './policy.ts';
import type { Existence } from './proof-of-existence.ts';
import { isFresh } from './revocation-freshness.ts';

export type KnownStatus = Exclude<RevocationStatus, { status: 'unknown' }>;

/** Where control-time came to, or the first certificate for which the proofs of existence do not suffice. */
export type Sliding =
  | {
      readonly kind: 'slid';
      readonly controlTime: Date;
      /** The statuses that counted, the target's first. */
      readonly statuses: readonly KnownStatus[];
      /** Where control-time stood before the target's. */
      readonly before: Date;
    }
  | { readonly kind: 'no-proof'; readonly of: Certificate };

/**
 * EN 319 102-1 clause 5.6.2.2, the validation time sliding process with the shell model: from the certificate that the anchor
 * issued down to the target, control-time moves back to where each was still known to be good.
 */
export function slide(
  { path, issuers }: Prospect,
  data: RevocationData,
  existence: Existence,
  now: Date,
  { freshness, strength }: Policy,
): Sliding {
  let control = now;
  const statuses: KnownStatus[] = [];
  for (let i = path.length - 1; i >= 0; i--) {
    const certificate = path[i]!;
    const ask: Ask = (from, at, signersAt) =>
      statusOf(certificate, issuers[i]!, from, at, signersAt);
    const proven = [now, ...existence.times].filter(
      (time) => time <= control && inDates(path[i + 1], time),
    );
    const status = latestStatus(ask, data, existence, control, proven, strength);
    if (status === null || existence.since(certificate.sha256) > control)
      return { kind: 'no-proof', of: certificate };
    statuses.unshift(status);
    // nothing proves when other data came, but who may tell of a revocation is believed
    const told = ask(data, now, now);
    if (told.status === 'revoked') control = earlier(control, told.at);
    const before = control;
    if (status.status === 'revoked') control = earlier(control, status.at);
    else if (!isFresh(status, control, freshness)) control = earlier(control, status.thisUpdate);
    const until = linkReliableUntil(strength, path, i);
    if (control.getTime() >= until) control = new Date(until - 1);
    if (i === 0) return { kind: 'slid', controlTime: control, statuses, before };
  }
  return { kind: 'no-proof', of: path[0]! };
}

type Ask = (data: RevocationData, at: Date, signersAt: Date) => RevocationStatus;

/**
 * Step 2 a): of the data that existed at control-time and were issued before it, what the latest say, a revocation
 * before all. Whoever signed them must have been entitled when they are proven to have existed (clause 5.6.2.4
 * step 1), and their algorithms reliable then, so each proven time is tried with the data that existed by then.
 */
function latestStatus(
  ask: Ask,
  data: RevocationData,
  existence: Existence,
  control: Date,
  proven: readonly Date[],
  strength: StrengthTable,
): KnownStatus | null {
  let best: KnownStatus | null = null;
  for (const time of proven) {
    const then = existingAt(data, existence, time, strength);
    for (const at of issueTimes(then)) {
      const status = ask(then, at, time);
      if (status.status === 'unknown' || status.thisUpdate >= control) continue;
      if (best === null || outweighs(status, best)) best = status;
      break;
    }
  }
  return best;
}

function outweighs(status: KnownStatus, best: KnownStatus): boolean {
  if (status.status !== best.status) return status.status === 'revoked';
  return status.thisUpdate > best.thisUpdate;
}

/** An anchor, which is no part of a path, is trusted whatever its dates. */
function inDates(issuer: Certificate | undefined, at: Date): boolean {
  return issuer === undefined || (at >= issuer.notBefore && at <= issuer.notAfter);
}

/** Times as of which a status is asked for; honest data need one or two. */
const MOST_TIMES = 16;

function issueTimes({ crls, ocsps }: RevocationData): Date[] {
  const times = [
    ...crls.map(({ thisUpdate }) => thisUpdate),
    ...ocsps.flatMap(({ singles }) => singles.map(({ thisUpdate }) => thisUpdate)),
  ];
  return [...new Set(times.map(Number))]
    .sort((a, b) => b - a)
    .slice(0, MOST_TIMES)
    .map((time) => new Date(time));
}

function existingAt(
  data: RevocationData,
  existence: Existence,
  at: Date,
  strength: StrengthTable,
): RevocationData {
  const existed = <T extends RevocationData['crls'][number] | RevocationData['ocsps'][number]>(
    one: T,
  ): boolean => {
    const since = existence.since(one.sha256);
    return since <= at && since.getTime() < dataReliableUntil(strength, one);
  };
  return {
    ...data,
    crls: data.crls.filter(existed),
    ocsps: data.ocsps.filter(existed),
    // an authority that has ended since may have entitled anybody
    certificates: data.certificates.filter(({ sha256 }) => existence.since(sha256) <= at),
  };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
