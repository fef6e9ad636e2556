import { beforeAll, expect, it } from 'vitest';
import { digest, oidOfDigest } from '../../../src/algorithm/index.ts';
import { answerTimestamp, type TimestampAuthority } from '../../../src/authority/index.ts';
import { memorySource } from '../../../src/bytes/source.ts';
import { examine } from '../../../src/examination/index.ts';
import { anchorOf, readCertificate } from '../../../src/pki/index.ts';
import { OID, readSignerInfo } from '../../../src/signature/cms/index.ts';
import { readTimestampResponse, writeTimestampRequest } from '../../../src/signature/tsp/index.ts';
import { DerReader, der } from '../../../src/syntax/der/index.ts';
import { createPolicy, type Policy } from '../../../src/validation/index.ts';
import { baseline, signedMessage, withUnsigned } from '../../support/cms.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { attribute, craftSigner } from '../signature/cms/craft.ts';

/** Signer and time-stamp authority end in 2028, the authority that issued them in 2036. */
const NOW = new Date('2038-01-01T00:00:00Z');
const on = (day: string) => new Date(`${day}T00:00:00Z`);
const CONTENT = new Uint8Array(Buffer.from('Quyết định số 12/QĐ-UBND'));

let office: World;
let stamper: TimestampAuthority;
let policy: Policy;
/** The revocation list of the middle of 2028, before all that it speaks of ended. */
let list: Uint8Array;

beforeAll(async () => {
  office = await makeWorld({ people: ['clerk'] });
  const archive = await makeWorld({ at: on('2032-01-01'), people: ['nobody'], key: 'p256' });
  const { keys } = archive.person('nobody');
  const certificate = archive.issuing.issue({
    profile: 'tsa',
    subject: { commonName: 'Kyso Test Archive TSA', country: 'VN' },
    publicKey: keys.publicKey,
    notBefore: on('2026-01-01'),
    notAfter: on('2040-01-01'),
  });
  stamper = { ...archive.tsa, keys, certificate, chain: archive.intermediates };
  policy = createPolicy({
    anchors: [...office.anchors, ...archive.anchors].map((one) => anchorOf(readCertificate(one))),
    crls: [...archive.crls(on('2037-12-30')), office.crls(on('2036-06-01'))[0]!],
  });
  list = office.crls(on('2028-06-01'))[1]!;
});

async function stamp(by: TimestampAuthority, at: Date, ...octets: Uint8Array[]) {
  const imprint = digest('SHA-256', ...octets);
  const request = { imprint, digest: 'SHA-256', nonce: Uint8Array.of(1, 2, 3) } as const;
  return readTimestampResponse(await answerTimestamp(writeTimestampRequest(request), by, at)).token;
}

const hashes = (...list: readonly Uint8Array[]) =>
  der.sequence(...list.map((one) => der.octets(digest('SHA-256', one))));

/**
 * Signed and time-stamped in 2026, archived in 2027, and again on `day`, then with a revocation list in the index unless
 * `indexed` says otherwise.
 */
async function archived(
  day: string,
  indexed: { readonly list?: boolean; readonly stranger?: boolean } = {},
): Promise<Uint8Array> {
  const clerk = office.person('clerk');
  const plain = craftSigner({ ...clerk, signed: baseline(clerk, CONTENT) });
  const fields = DerReader.over(plain).next().content;
  const unsigned: Uint8Array[] = [];
  const stamped: Uint8Array[] = [];
  const add = (oid: string, token: Uint8Array) => {
    unsigned.push(attribute(oid, token));
    stamped.push(der.concat(der.oid(oid), token));
  };
  const archive = async (at: string, revocations: readonly Uint8Array[]) => {
    const index = der.sequence(
      der.sequence(der.oid(oidOfDigest('SHA-256'))),
      hashes(clerk.certificate, ...office.intermediates),
      hashes(...revocations),
      hashes(...stamped),
    );
    const over = [der.oid(OID.data), digest('SHA-256', CONTENT), fields, index];
    const token = await stamp(stamper, on(at), ...over);
    add(OID.archiveTimestampV3, withUnsigned(token, attribute(OID.hashIndexV3, index)));
  };
  add(OID.signatureTimestamp, await stamp(office.tsa, office.at, readSignerInfo(plain).signature));
  await archive('2027-01-01', []);
  await archive(day, [
    ...(indexed.list === false ? [] : [list]),
    ...(indexed.stranger ? [Uint8Array.of(1)] : []),
  ]);
  return signedMessage(office, 'clerk', CONTENT, { revocations: [list], unsigned });
}

function verdict(message: Uint8Array) {
  const { signatures } = examine(memorySource(message), 'a.p7m', policy, NOW);
  const [{ verdict: v, level } = { verdict: null, level: null }] = signatures;
  return {
    worth: v === null ? null : 'because' in v ? v.because : v.indication,
    process: v?.process,
    provenTime: v?.provenTime,
    level,
  };
}

it('a message whose certificates all ended holds, where an archive time stamp proves them and their list in time', async () => {
  expect(verdict(await archived('2028-07-01'))).toEqual({
    worth: 'TOTAL-PASSED',
    process: 'archival',
    provenTime: office.at,
    level: 'CAdES-B-LTA',
  });
});

it('it does not hold when the list is not in the index, the index names what is not there, or the stamp came late', async () => {
  for (const message of [
    await archived('2028-07-01', { list: false }),
    await archived('2028-07-01', { stranger: true }),
    await archived('2037-01-01'),
  ])
    expect(verdict(message).worth).not.toBe('TOTAL-PASSED');
});
