import { Fault } from '../../fault/fault.ts';
import { nameText } from '../../pki/index.ts';
import { type Candidate, OBSTACLES, type SignerRequest } from './request.ts';
import { holder, obstacleFault } from './suitability.ts';

/** Shortest beginning of a fingerprint that is taken for one. */
const FINGERPRINT = /^[0-9a-f]{8,64}$/;
/** Candidates that a fault lists. */
const LISTED = 6;

/**
 * The one candidate the request leaves. Filters first (token, then certificate), then what can sign; a CA's
 * certificate gives way to a person's, and the same token seen through two modules counts once.
 * Throws TOKEN_MISSING, CERTIFICATE_MISSING, TOKEN_AMBIGUOUS, CERTIFICATE_AMBIGUOUS, or the fault of why none can sign.
 */
export function selectCandidate(
  candidates: readonly Candidate[],
  request: Pick<SignerRequest, 'token' | 'certificate'>,
): Candidate {
  const onToken = request.token === undefined ? candidates : onTokenOf(candidates, request.token);
  if (onToken.length === 0)
    throw new Fault(request.token === undefined ? 'CERTIFICATE_MISSING' : 'TOKEN_MISSING');
  const wanted = request.certificate;
  const named =
    wanted === undefined ? onToken : onToken.filter((candidate) => isNamed(candidate, wanted));
  if (named.length === 0) throw new Fault('CERTIFICATE_MISSING');
  let fit = named.filter((candidate) => candidate.obstacle === null);
  if (fit.length === 0) throw worstObstacle(named);
  if (fit.length > 1) fit = withoutAuthorities(fit);
  fit = once(fit);
  const [only, ...more] = fit;
  if (more.length === 0) return only!;
  const tokens = new Set(fit.map(tokenKey));
  throw new Fault(tokens.size > 1 ? 'TOKEN_AMBIGUOUS' : 'CERTIFICATE_AMBIGUOUS', {
    candidates: fit
      .slice(0, LISTED)
      .map(tokens.size > 1 ? tokenLine : certificateLine)
      .join('; '),
    count: fit.length,
  });
}

/** Whether `wanted` is the token's label (case aside) or serial number. */
export function isToken(
  token: { readonly label: string; readonly serial: string },
  wanted: string,
): boolean {
  return (token.serial !== '' && token.serial === wanted) || folded(token.label) === folded(wanted);
}

/** Labels that differ only in case: the one written alike is meant. */
function onTokenOf(candidates: readonly Candidate[], token: string): readonly Candidate[] {
  const exact = candidates.filter(
    ({ device }) => device.label === token || (device.serial !== '' && device.serial === token),
  );
  return exact.length > 0 ? exact : candidates.filter(({ device }) => isToken(device, token));
}

/** By fingerprint or by a part of the subject: a tax code in a subject has the look of a fingerprint. */
function isNamed({ certificate }: Candidate, wanted: string): boolean {
  const hex = wanted.replace(/[:\s]/g, '').toLowerCase();
  if (FINGERPRINT.test(hex) && certificate.sha256.startsWith(hex)) return true;
  const values = certificate.subject.attributes.map(({ value }) => value);
  return folded([nameText(certificate.subject), ...values].join('\n')).includes(folded(wanted));
}

function worstObstacle(candidates: readonly Candidate[]): Fault {
  const ranked = candidates.toSorted(
    (a, b) => OBSTACLES.indexOf(b.obstacle!) - OBSTACLES.indexOf(a.obstacle!),
  );
  // The last ranks are nearest to usable: an expired certificate says more than a CA's that never signs.
  const nearest = ranked[0]!;
  return obstacleFault(nearest, nearest.obstacle!);
}

function withoutAuthorities(fit: Candidate[]): Candidate[] {
  const people = fit.filter(({ certificate }) => certificate.basicConstraints?.ca !== true);
  return people.length > 0 ? people : fit;
}

function once(fit: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of fit) {
    const { device, certificate } = candidate;
    const key = `${device.serial === '' ? tokenKey(candidate) : device.serial}\n${certificate.sha256}`;
    if (!seen.has(key)) seen.set(key, candidate);
  }
  return [...seen.values()];
}

function tokenKey({ device }: Candidate): string {
  return `${device.path}\n${device.slot}`;
}

function tokenLine({ device, certificate }: Candidate): string {
  return `${device.label} (${device.serial}): ${holder(certificate)}`;
}

function certificateLine({ certificate }: Candidate): string {
  return `${holder(certificate)} ${certificate.sha256.slice(0, 16)}`;
}

function folded(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('vi');
}
