import { type DigestName, digestByOid } from '../../algorithm/index.ts';
import { toHex } from '../../bytes/hex.ts';
import { context, DerReader, malformed, TAG } from '../../syntax/der/index.ts';
import { readSignedData } from '../cms/signed-data.ts';

/** TSTInfo (RFC 3161 clause 2.4.2), what a time-stamp authority signs. */
export interface TimestampInfo {
  readonly policy: string;
  readonly imprintAlgorithm: DigestName | null;
  readonly imprint: Uint8Array;
  /** Hex of the serial number's octets, without its sign octet. */
  readonly serial: string;
  readonly time: Date;
  /** Seconds either side, or null when the authority states none. */
  readonly accuracy: number | null;
  readonly nonce: bigint | undefined;
}

/** Reads the eContent of a token, strictly. Throws DER_MALFORMED. */
export function readTimestampInfo(octets: Uint8Array): TimestampInfo {
  const outer = DerReader.over(octets);
  const fields = outer.sequence();
  outer.end();
  if (fields.smallInteger() !== 1) throw malformed('tst-version');
  const policy = fields.oid();
  const messageImprint = fields.sequence();
  const imprintAlgorithm = digestByOid(messageImprint.sequence().oid()) ?? null;
  const imprint = messageImprint.octets();
  messageImprint.end();
  const serial = fields.read(TAG.INTEGER).content;
  if (fields.peek() !== TAG.GENERALIZED_TIME) throw malformed('der-tag');
  const time = fields.time();
  const accuracy = fields.peek() === TAG.SEQUENCE ? readAccuracy(fields.sequence()) : null;
  if (fields.peek() === TAG.BOOLEAN) fields.boolean();
  const nonce = fields.peek() === TAG.INTEGER ? fields.integer() : undefined;
  fields.optional(context(0, true));
  const extensions = fields.optional(context(1, true));
  fields.end();
  if (extensions !== undefined) refuseCritical(extensions.bytes);
  return {
    policy,
    imprintAlgorithm,
    imprint,
    serial: toHex(serial.length > 1 && serial[0] === 0 ? serial.subarray(1) : serial),
    time,
    accuracy,
    nonce,
  };
}

/** The time that a whole token states, without looking at anything else of it. Throws DER_MALFORMED. */
export function timeOf(token: Uint8Array): Date {
  const { eContent } = readSignedData(token);
  if (eContent === undefined) throw malformed('tst-content-type');
  return readTimestampInfo(eContent).time;
}

/** Accuracy in seconds; millis and micros are 1 to 999 (RFC 3161 clause 2.4.2). */
function readAccuracy(fields: DerReader): number {
  const seconds = fields.peek() === TAG.INTEGER ? fields.smallInteger() : 0;
  const millis = fields.peek() === context(0) ? fields.smallInteger(context(0)) : 0;
  const micros = fields.peek() === context(1) ? fields.smallInteger(context(1)) : 0;
  fields.end();
  if (seconds < 0 || millis < 0 || millis > 999 || micros < 0 || micros > 999)
    throw malformed('tst-accuracy');
  return (seconds * 1e6 + millis * 1e3 + micros) / 1e6;
}

/** No extension of TSTInfo is known here, so a critical one can't be honoured (RFC 3161 clause 2.4.2). */
function refuseCritical(extensions: Uint8Array): void {
  for (const list = DerReader.over(extensions).sequence(context(1, true)); !list.done; ) {
    const extension = list.sequence();
    extension.oid();
    if (extension.peek() === TAG.BOOLEAN && extension.boolean())
      throw malformed('tst-critical-extension');
  }
}
