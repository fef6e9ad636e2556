import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/bytes/source.ts';
import { complete, examine, rejudge } from '../../../src/examination/index.ts';
import { readCertificate } from '../../../src/pki/index.ts';
import { createPolicy, type Policy } from '../../../src/validation/index.ts';
import {
  addRevision,
  FORM,
  octets,
  PLAIN,
  sign,
  signingWorld,
  stream,
  text,
  writePaper,
} from '../format/pades/paper.ts';
import { trusting } from '../validation/evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');

let policy: Policy;
let one: Uint8Array;
let stamped: Uint8Array;
let two: Uint8Array;

beforeAll(async () => {
  policy = trusting(await signingWorld(), AT);
  one = await sign(writePaper(PLAIN));
  stamped = await sign(writePaper(PLAIN), { stamped: true });
  two = await sign(await sign(writePaper(FORM)), { by: 'agency' });
});

const look = (file: Uint8Array, by: Policy = policy) =>
  examine(memorySource(file), 'a.pdf', by, AT);
const indications = (file: Uint8Array) =>
  look(file).signatures.map(({ verdict }) => verdict.indication);

describe('a document that is as it was signed', () => {
  it('passes: one signature, a stamped one, two in a row', () => {
    expect(indications(one)).toEqual(['TOTAL-PASSED']);
    expect(indications(stamped)).toEqual(['TOTAL-PASSED']);
    expect(indications(two)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED']);
    expect(look(stamped).signatures[0]).toMatchObject({
      level: 'PAdES-B-T',
      verdict: { provenTime: AT },
    });
  });

  it('has the digest of all its octets, unless it is not asked for', () => {
    const later = addRevision(two, { 4: '<< /Length 1 >>\nstream\nq\nendstream' });
    const forged = octets(
      text(one).replace(/\/ByteRange ?\[ ?0/, (range) => range.replace(/0$/, '1')),
    );
    expect(text(forged)).not.toBe(text(one));
    for (const file of [one, stamped, two, later, forged, writePaper(PLAIN), octets('no PDF')])
      expect(look(file).sha256).toBe(createHash('sha256').update(file).digest('hex'));
    expect(examine(memorySource(one), 'a.pdf', policy, AT, { sha256: false }).sha256).toBe('');
  });

  it('is read up to its last signature once for all digests', async () => {
    const bulky = { ...PLAIN, 4: stream(`%${'x'.repeat(500_000)}\n`) };
    const source = memorySource(await sign(writePaper(bulky)));
    const octetsRead = (sha256: boolean) => {
      let count = 0;
      const read = (start: number, end: number) => {
        count += end - start;
        return source.read(start, end);
      };
      const counting = { length: source.length, read };
      const { signatures } = examine(counting, 'a.pdf', policy, AT, { sha256 });
      expect(signatures[0]!.verdict.indication).toBe('TOTAL-PASSED');
      return count;
    };
    expect(octetsRead(true) - octetsRead(false)).toBeLessThan(source.length / 5);
  });

  it('without any signature has none and is no fault', () => {
    expect(look(writePaper(PLAIN))).toMatchObject({ format: 'PDF', fault: null, signatures: [] });
  });
});

describe('promise 5: flipping any covered octet never leaves TOTAL-PASSED', () => {
  /** Whether any signature of `changed` that passes covers the octet. */
  const passesOver = (changed: Uint8Array, at: number) =>
    look(changed).signatures.some(({ evidence, verdict }) => {
      const [from, first, second, tail] = evidence.byteRange ?? [0, 0, 0, 0];
      const covers = (at >= from && at < from + first) || (at >= second && at < second + tail);
      return verdict.indication === 'TOTAL-PASSED' && covers;
    });

  it('every octet of a small document, lowest bit', () => {
    const passed: number[] = [];
    const file = new Uint8Array(one);
    for (let at = 0; at < file.length; at++) {
      file[at]! ^= 1;
      if (passesOver(file, at)) passed.push(at);
      file[at]! ^= 1;
    }
    expect(passed).toEqual([]);
    expect(passesOver(file, 0)).toBe(true);
  });

  it('any bit of any octet, of stamped and repeatedly signed ones too', () => {
    for (const file of [stamped, two]) {
      fc.assert(
        fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
          const changed = new Uint8Array(file);
          changed[at]! ^= mask;
          return !passesOver(changed, at);
        }),
        { numRuns: 300 },
      );
    }
  });
});

describe('what came after', () => {
  it('fails when another page content was put over the signed one', () => {
    const changed = addRevision(one, { 4: '<< /Length 3 >>\nstream\nB T\nendstream' });
    const [first] = look(changed).signatures;
    expect(first!.verdict).toMatchObject({
      indication: 'TOTAL-FAILED',
      because: 'FORMAT_FAILURE',
      integrity: 'intact',
    });
  });
});

describe('bad input', () => {
  it('is told as a fault and never thrown', () => {
    const codes = ['', 'x', '%PDF-1.7', '%PDF-1.7\nstartxref\n9\n%%EOF'].map((text) => {
      const { fault, signatures } = look(new TextEncoder().encode(text));
      expect(signatures).toEqual([]);
      return fault?.code;
    });
    expect(codes.slice(0, 2)).toEqual(['FILE_EMPTY', 'FORMAT_UNKNOWN']);
    expect(codes.slice(2).every((code) => code?.startsWith('DOCUMENT_'))).toBe(true);
  });

  it('whatever octets are changed, cut or doubled, there is an examination and no bug', () => {
    fc.assert(
      fc.property(
        fc.nat(two.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (at, octets, cut) => {
          const changed = new Uint8Array(two);
          changed.set(octets.subarray(0, Math.min(octets.length, two.length - at)), at);
          const { fault } = look(cut ? changed.subarray(0, at) : changed);
          return fault?.code !== 'BUG';
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('completing with what can be fetched', () => {
  it('climbs from the leaf alone to a verdict, asking OCSP before lists', async () => {
    const world = await signingWorld();
    const fetched: string[] = [];
    const bare = createPolicy({ anchors: policy.anchors });
    const alone = look(one, bare);
    const { verdict } = alone.signatures[0]!;
    expect(verdict).toMatchObject({ because: 'TRY_LATER' });
    const done = await complete(alone, bare, AT, {
      async fetchCrl(url) {
        fetched.push(url);
        return world.crls()[url.includes('root') ? 0 : 1];
      },
      async fetchOcsp(url, request) {
        fetched.push(url);
        return world.ocsp(request);
      },
      async fetchCertificates() {
        return world.intermediates;
      },
    });
    expect(done.examination.signatures[0]!.verdict.indication).toBe('TOTAL-PASSED');
    expect(fetched).toEqual(['http://ca.example/ocsp', 'http://ca.example/root.crl']);
    expect(rejudge(alone, done.policy, AT).signatures[0]!.verdict.indication).toBe('TOTAL-PASSED');
  });

  it('ends when nothing more can be had, and takes no junk for an answer', async () => {
    let calls = 0;
    const junk = new Uint8Array([0x30, 0]);
    const bare = createPolicy({ anchors: policy.anchors });
    const answer = () => {
      calls++;
      return junk;
    };
    const source = {
      fetchCrl: async () => answer(),
      fetchOcsp: async () => answer(),
      fetchCertificates: async () => [junk],
    };
    const done = await complete(look(one, bare), bare, AT, source);
    expect(done.examination.signatures[0]!.verdict).toMatchObject({ because: 'TRY_LATER' });
    expect(calls).toBeLessThan(20);
  });

  it('fetches a missing issuer', async () => {
    const world = await signingWorld();
    const alone = look(one, createPolicy({ anchors: policy.anchors, crls: policy.crls }));
    const evidence = {
      ...alone.signatures[0]!.evidence,
      certificates: [world.person('person').certificate],
    };
    const cut = rejudge({ ...alone, signatures: [{ evidence }] }, policy, AT);
    expect(cut.signatures[0]!.verdict).toMatchObject({ because: 'NO_CERTIFICATE_CHAIN_FOUND' });
    const urls: string[] = [];
    const done = await complete(cut, policy, AT, {
      fetchCrl: async () => undefined,
      fetchOcsp: async () => undefined,
      async fetchCertificates(url) {
        urls.push(url);
        return world.intermediates;
      },
    });
    expect(urls).toEqual(['http://ca.example/issuing.cer']);
    expect(done.examination.signatures[0]!.verdict.indication).toBe('TOTAL-PASSED');
    expect(done.policy.intermediates).toContain(readCertificate(world.intermediates[0]!));
  });
});
