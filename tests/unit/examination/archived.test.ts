import { beforeAll, expect, it } from 'vitest';
import { answerTimestamp, type TimestampAuthority } from '../../../src/authority/index.ts';
import { memorySource } from '../../../src/bytes/source.ts';
import { examine } from '../../../src/examination/index.ts';
import { anchorOf, readCertificate } from '../../../src/pki/index.ts';
import { createPolicy, type Policy } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import {
  addRevision,
  newest,
  type Objects,
  PLAIN,
  sign,
  signingWorld,
  stampDocument,
  stream,
  text,
  writePaper,
} from '../format/pades/paper.ts';

/** Signer and time-stamp authority end in 2028, the authority that issued them in 2036. */
const NOW = new Date('2038-01-01T00:00:00Z');
const on = (day: string) => new Date(`${day}T00:00:00Z`);

let office: World;
let archive: World;
let stamper: TimestampAuthority;
let policy: Policy;
/** Signed and time-stamped; its chains in the store, under a document time stamp of 2027. */
let stamped: Uint8Array;

beforeAll(async () => {
  office = await signingWorld();
  archive = await makeWorld({ at: on('2032-01-01'), people: ['nobody'], key: 'p256' });
  const { keys } = archive.person('nobody');
  const certificate = archive.issuing.issue({
    profile: 'tsa',
    subject: { commonName: 'Kyso Test Archive TSA', country: 'VN' },
    publicKey: keys.publicKey,
    notBefore: on('2026-01-01'),
    notAfter: on('2040-01-01'),
  });
  stamper = { ...archive.tsa, keys, certificate, chain: archive.intermediates };
  const anchors = [...office.anchors, ...archive.anchors].map((der) =>
    anchorOf(readCertificate(der)),
  );
  policy = createPolicy({
    anchors,
    crls: [...archive.crls(on('2037-12-30')), office.crls(on('2036-06-01'))[0]!],
  });
  const signed = await sign(writePaper(PLAIN), { stamped: true });
  stamped = await stampOn(
    '2027-01-01',
    withStore(signed, '/Certs [100 0 R]', {
      100: stream(text(office.intermediates[0]!)),
    }),
  );
});

function withStore(file: Uint8Array, store: string, objects: Objects): Uint8Array {
  const catalog = newest(file, 1).replace(/\/DSS << [^>]* >>/, '');
  return addRevision(file, { 1: catalog.replace('<<', `<< /DSS << ${store} >>`), ...objects });
}

function stampOn(day: string, file: Uint8Array): Promise<Uint8Array> {
  return stampDocument(file, 12_000, async (query) => answerTimestamp(query, stamper, on(day)));
}

/** With the list of the issuing authority from the middle of 2028, before all that it speaks of ended. */
function listed(file: Uint8Array): Uint8Array {
  const list = office.crls(on('2028-06-01'))[1]!;
  return withStore(file, '/Certs [100 0 R] /CRLs [200 0 R]', { 200: stream(text(list)) });
}

const verdicts = (file: Uint8Array) =>
  examine(memorySource(file), 'a.pdf', policy, NOW).signatures.map(({ verdict, level }) => ({
    worth: 'because' in verdict ? verdict.because : verdict.indication,
    process: verdict.process,
    provenTime: verdict.provenTime,
    level,
  }));

it('a document whose certificates all ended holds, where time stamps prove list and certificates in time', async () => {
  const whole = await stampOn('2028-07-01', listed(stamped));
  const [signature, ...stamps] = verdicts(whole);
  expect(signature).toEqual({
    worth: 'TOTAL-PASSED',
    process: 'archival',
    provenTime: office.at,
    level: 'PAdES-B-LTA',
  });
  expect(stamps.map(({ worth }) => worth)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED']);
});

it('it does not hold when the list lies under no time stamp, or under one from after its signer had ended', async () => {
  expect(verdicts(listed(stamped))[0]!.worth).toBe('OUT_OF_BOUNDS_NO_POE');
  expect(verdicts(await stampOn('2037-01-01', listed(stamped)))[0]!.worth).toBe(
    'OUT_OF_BOUNDS_NO_POE',
  );
});

it('no bit of what the time stamps cover may flip', async () => {
  const whole = await stampOn('2028-07-01', listed(stamped));
  for (let at = 20; at < whole.length - 24_400; at += Math.ceil(whole.length / 60)) {
    const bent = new Uint8Array(whole);
    bent[at]! ^= 1;
    const { fault, signatures } = examine(memorySource(bent), 'a.pdf', policy, NOW);
    const passed = signatures.filter(({ verdict }) => verdict.process === 'archival');
    expect(fault !== null || passed.length === 0, `octet ${at} of ${whole.length}`).toBe(true);
  }
});
