import type { DigestName } from '../../algorithm/index.ts';
import { toHex } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import { readCertificate } from '../../pki/index.ts';
import type { TimestampFacts } from '../cms/facts.ts';
import { readToken } from './facts.ts';
import type { TimestampInfo } from './timestamp-info.ts';

const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** What the token must answer: the fields of the request it was made for. */
export interface TimestampRequest {
  readonly imprint: Uint8Array;
  readonly digest: DigestName;
  readonly nonce: Uint8Array;
  readonly policy?: string;
}

/**
 * A token just received, checked in full before it is embedded (RFC 3161 clauses 2.2 and 2.4.2): it must answer this
 * request, be signed by the certificate it names, and that must be for time-stamping and nothing else.
 * Whether the authority is trusted is judged later. Fault TSA_UNTRUSTWORTHY {what}, the lie before the blunder.
 */
export function checkTimestamp(token: Uint8Array, request: TimestampRequest): TimestampFacts {
  const { facts, info } = read(token, request);
  const breach = breachOf(facts, info, request);
  if (breach !== undefined) throw new Fault('TSA_UNTRUSTWORTHY', { what: breach });
  return facts;
}

/** Whether the certificate says, critically, that its key is for time-stamping and nothing else (RFC 3161 clause 2.3). */
export function isForTimestamping(certificate: Uint8Array): boolean {
  const { extensions, extendedKeyUsage } = readCertificate(certificate);
  return (
    extensions.get(EXTENDED_KEY_USAGE)?.critical === true &&
    extendedKeyUsage?.length === 1 &&
    extendedKeyUsage[0] === TIME_STAMPING
  );
}

function read(token: Uint8Array, request: TimestampRequest) {
  try {
    return readToken(token, (name) =>
      name === request.digest ? request.imprint : new Uint8Array(),
    );
  } catch (error) {
    if (error instanceof Fault)
      throw new Fault('TSA_UNTRUSTWORTHY', { what: 'token-unreadable' }, { cause: error });
    throw error;
  }
}

function breachOf(
  { imprint, policy, cms }: TimestampFacts,
  { nonce }: TimestampInfo,
  request: TimestampRequest,
): string | undefined {
  if (imprint !== 'matches') return 'imprint-differs';
  if (nonce !== BigInt(`0x${toHex(request.nonce) || '0'}`)) return 'nonce-differs';
  if (request.policy !== undefined && policy !== request.policy) return 'policy-differs';
  if (cms.certificate === null) return 'certificate-missing';
  if (cms.messageDigest !== 'matches' || cms.contentType !== 'matches') return 'signature-invalid';
  if (cms.signature === 'invalid') return 'signature-invalid';
  if (cms.signature !== 'valid') return 'signature-unchecked';
  if (cms.signingCertificate === null) return 'ess-missing';
  if (!cms.signingCertificate.matches) return 'ess-differs';
  return isForTimestamping(cms.certificate) ? undefined : 'certificate-not-for-timestamping';
}
