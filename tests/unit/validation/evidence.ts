import type { CmsFacts, Evidence, TimestampFacts } from '../../../src/ades/evidence.ts';
import { anchorOf, readCertificate } from '../../../src/pki/index.ts';
import { createPolicy, type Policy } from '../../../src/validation/index.ts';
import type { World } from '../../support/world.ts';

/** Facts of a signature whose mathematics hold, made by `certificate`; parts in place of the usual ones. */
export function cmsFacts(certificate: Uint8Array, parts: Partial<CmsFacts> = {}): CmsFacts {
  return {
    digestAlgorithm: 'SHA-256',
    algorithm: { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' },
    algorithmOid: '1.2.840.113549.1.1.11',
    certificate,
    messageDigest: 'matches',
    contentType: 'matches',
    signatureValue: new Uint8Array([1, 2, 3]),
    signature: 'valid',
    signingCertificate: { version: 2, matches: true },
    signingTime: null,
    signerInfos: 1,
    ber: false,
    timestamps: [],
    otherAttributes: [],
    ...parts,
  };
}

/** Evidence of a signature over the octets [0, 1000) of a file of 1000 that was not changed since. */
export function signed(
  world: World,
  name: string,
  parts: Partial<Evidence> = {},
  cms: Partial<CmsFacts> = {},
): Evidence {
  const { certificate } = world.person(name);
  return {
    format: 'PAdES',
    id: 'Signature1',
    counterSigns: null,
    kind: 'signature',
    subFilter: 'ETSI.CAdES.detached',
    faults: [],
    revision: 1,
    revisions: 1,
    coversWholeFile: true,
    byteRange: [0, 800, 900, 100],
    signedDataFound: parts.byteRange !== null,
    changesAfter: [],
    certification: null,
    formatTime: null,
    said: {},
    cms: cmsFacts(certificate, cms),
    timestamp: null,
    certificates: [certificate, ...world.intermediates],
    crls: [],
    ocsps: [],
    ...parts,
  };
}

/** A token of the world's time-stamp authority that holds. */
export function token(
  world: World,
  time: Date,
  parts: Partial<TimestampFacts> = {},
  cms: Partial<CmsFacts> = {},
): TimestampFacts {
  const { certificate } = world.tsa;
  return {
    kind: 'signature',
    octets: Buffer.from(time.toISOString()),
    covers: [],
    coversBy: null,
    time,
    accuracy: 1,
    policy: world.tsa.policy,
    serial: '01',
    imprintAlgorithm: 'SHA-256',
    imprint: 'matches',
    cms: cmsFacts(certificate, cms),
    certificates: [certificate, ...world.intermediates],
    crls: [],
    ocsps: [],
    ...parts,
  };
}

/** A document time stamp in a revision of its own that reaches from `first` octets on. */
export function documentStamp(
  world: World,
  time: Date,
  range: readonly [number, number, number, number],
  revision: number,
): Evidence {
  return {
    ...signed(world, [...world.people.keys()][0]!),
    id: `Timestamp${revision}`,
    kind: 'document-timestamp',
    subFilter: 'ETSI.RFC3161',
    cms: null,
    timestamp: token(world, time, { kind: 'document' }),
    byteRange: range,
    revision,
  };
}

/** The world's root is trusted and its revocation lists of `listed` are at hand. */
export function trusting(world: World, listed: Date | null = world.at, more: Partial<Policy> = {}) {
  return createPolicy({
    anchors: world.anchors.map((der) => anchorOf(readCertificate(der))),
    crls: listed === null ? [] : world.crls(listed),
    ...more,
  });
}
