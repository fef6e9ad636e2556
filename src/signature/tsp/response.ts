import { Fault } from '../../fault/fault.ts';
import { DerReader, TAG, toDer } from '../../syntax/der/index.ts';

/** PKIStatus (RFC 3161 clause 2.4.2) other than granted (0) and grantedWithMods (1), as words for the fault. */
const STATUS: Readonly<Record<number, string>> = {
  2: 'tsa-rejection',
  3: 'tsa-waiting',
  4: 'tsa-revocation-warning',
  5: 'tsa-revocation-notification',
};

/** Bits of PKIFailureInfo: what says why better than the status does. */
const FAILURE: Readonly<Record<number, string>> = {
  0: 'tsa-bad-algorithm',
  2: 'tsa-bad-request',
  5: 'tsa-bad-data-format',
  14: 'tsa-time-not-available',
  15: 'tsa-unaccepted-policy',
  16: 'tsa-unaccepted-extension',
  17: 'tsa-additional-information-not-available',
  25: 'tsa-system-failure',
};

/** Characters of the authority's own words that a fault carries. */
const SAID = 200;

/**
 * TimeStampResp: the token it grants. Fault TSA_REFUSED {what, said} when it grants none; `said` is the
 * authority's text, hostile. TSA_UNTRUSTWORTHY {what: response-unreadable} for octets that are no response.
 */
export function readTimestampResponse(octets: Uint8Array): { token: Uint8Array } {
  const { status, failure, said, token } = readResponse(octets);
  if (status !== 0 && status !== 1) {
    const what = (failure === undefined ? undefined : FAILURE[failure]) ?? STATUS[status];
    throw new Fault('TSA_REFUSED', { what: what ?? 'tsa-rejection', said });
  }
  if (token === undefined) throw unreadable();
  return { token };
}

interface Response {
  readonly status: number;
  readonly failure: number | undefined;
  readonly said: string;
  readonly token: Uint8Array | undefined;
}

function readResponse(octets: Uint8Array): Response {
  try {
    return readFields(octets);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  try {
    return readFields(toDer(octets).octets);
  } catch (error) {
    if (error instanceof Fault) throw unreadable(error);
    throw error;
  }
}

function readFields(octets: Uint8Array): Response {
  const outer = DerReader.over(octets);
  const fields = outer.sequence();
  outer.end();
  const info = fields.sequence();
  const status = info.smallInteger();
  const said: string[] = [];
  if (info.peek() === TAG.SEQUENCE)
    for (const text = info.sequence(); !text.done; ) said.push(text.text());
  const failure = info.peek() === TAG.BIT_STRING ? firstBit(info.bits().octets) : undefined;
  info.end();
  const token = fields.optional(TAG.SEQUENCE)?.bytes;
  fields.end();
  return { status, failure, said: said.join(' ').slice(0, SAID), token };
}

/** Number of the first bit that is set; bit 0 is the highest of the first octet (X.690 clause 8.6.2). */
function firstBit(octets: Uint8Array): number | undefined {
  const at = octets.findIndex((octet) => octet !== 0);
  return at < 0 ? undefined : 8 * at + Math.clz32(octets[at]!) - 24;
}

function unreadable(cause?: Fault): Fault {
  return new Fault('TSA_UNTRUSTWORTHY', { what: 'response-unreadable' }, { cause });
}
