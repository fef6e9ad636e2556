import type { DigestName } from '../../algorithm/index.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { malformed } from '../../syntax/der/index.ts';
import type { TimestampFacts, TimestampKind } from '../cms/facts.ts';
import { OID } from '../cms/identifiers.ts';
import { readSignedData } from '../cms/signed-data.ts';
import { embeddedContent, examineMathematics } from '../cms/signer.ts';
import { readTimestampInfo, type TimestampInfo } from './timestamp-info.ts';

/**
 * What a token says, whether its imprint is that of what it should stamp, and whether its own signature holds.
 * `stamped` gives the digest of the stamped octets, undefined when they are not at hand. Throws DER_MALFORMED for octets that are no token: another
 * content type, several signers (RFC 3161 clause 2.4.2), a malformed TSTInfo.
 */
export function examineTimestamp(
  token: Uint8Array,
  stamped: (name: DigestName) => Uint8Array | undefined,
  kind: TimestampKind,
  covers: readonly Uint8Array[] = [],
): TimestampFacts {
  return { ...readToken(token, stamped).facts, kind, covers };
}

/** The same with the TSTInfo itself, for the check against a request. */
export function readToken(
  token: Uint8Array,
  stamped: (name: DigestName) => Uint8Array | undefined,
): { readonly facts: TimestampFacts; readonly info: TimestampInfo } {
  const signed = readSignedData(token);
  if (signed.eContentType !== OID.timestampInfo || signed.eContent === undefined)
    throw malformed('tst-content-type');
  const [signer] = signed.signers;
  if (signer === undefined || signed.signers.length !== 1) throw malformed('tst-signers');
  const info = readTimestampInfo(signed.eContent);
  const { imprintAlgorithm } = info;
  const expected = imprintAlgorithm === null ? undefined : stamped(imprintAlgorithm);
  const facts: TimestampFacts = {
    kind: 'signature',
    octets: token,
    covers: [],
    coversBy: null,
    time: info.time,
    accuracy: info.accuracy,
    policy: info.policy,
    serial: info.serial,
    imprintAlgorithm,
    imprint:
      expected === undefined
        ? 'unchecked'
        : sameOctets(expected, info.imprint)
          ? 'matches'
          : 'differs',
    cms: examineMathematics(signed, signer, embeddedContent(signed), OID.timestampInfo),
    certificates: signed.certificates,
    crls: signed.crls,
    ocsps: signed.ocsps,
  };
  return { facts, info };
}
