import type * as crypto from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { memorySource } from '../../../src/bytes/source.ts';
import { examine } from '../../../src/examination/index.ts';
import { anchorOf, readCertificate } from '../../../src/pki/index.ts';
import { createPolicy, type Policy } from '../../../src/validation/index.ts';
import { makePdf } from '../../support/documents.ts';
import { sign, signingWorld } from '../format/pades/paper.ts';

/** Every use of the operations that certificates and lists cost, by name; `octets` are what was hashed at once. */
const uses = vi.hoisted(() => ({ verify: 0, createPublicKey: 0, octets: [] as number[] }));

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return {
    ...real,
    verify: (...args: Parameters<typeof crypto.verify>) => {
      uses.verify++;
      return real.verify(...args);
    },
    createPublicKey: (...args: Parameters<typeof crypto.createPublicKey>) => {
      uses.createPublicKey++;
      return real.createPublicKey(...args);
    },
    hash: (...args: Parameters<typeof crypto.hash>) => {
      uses.octets.push(Buffer.byteLength(args[1] as Uint8Array));
      return real.hash(...args);
    },
  };
});

const AT = new Date('2026-11-23T02:00:00Z');
const DOCUMENTS = 12;
const SIGNATURES = 3;

let documents: Uint8Array[];
let crls: readonly Uint8Array[];
let policy: Policy;

beforeAll(async () => {
  const world = await signingWorld();
  crls = world.crls();
  const anchors = world.anchors.map((der) => anchorOf(readCertificate(der)));
  policy = createPolicy({ anchors, crls });
  documents = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    let pdf = await makePdf({ text: `Document ${i}` });
    for (let n = 0; n < SIGNATURES; n++) {
      // every stamp has its own time, so no verdict can be another one's
      const stamped = new Date(+AT - (DOCUMENTS - i) * 60_000 + n * 1_000);
      pdf = await sign(pdf, { by: n % 2 ? 'agency' : 'person', stamped });
    }
    documents.push(pdf);
  }
});

beforeEach(() => {
  Object.assign(uses, { verify: 0, createPublicKey: 0, octets: [] });
});

function examineAll(some: readonly Uint8Array[]) {
  for (const octets of some) {
    const { signatures } = examine(memorySource(octets), 'a.pdf', policy, AT, { sha256: false });
    expect(signatures.map(({ verdict }) => verdict.indication)).toEqual(
      Array(SIGNATURES).fill('TOTAL-PASSED'),
    );
  }
}

const listsHashed = () => uses.octets.filter((n) => crls.some((crl) => crl.length === n)).length;

describe('once per run, not once per document', () => {
  it('the first document pays for certificates, chains and lists', () => {
    examineAll(documents.slice(0, 1));
    // each signature and its time stamp; four certificates and two lists under two keys
    expect(uses.verify).toBeGreaterThanOrEqual(2 * SIGNATURES + 6);
    expect(uses.createPublicKey).toBeGreaterThanOrEqual(4);
    expect(listsHashed()).toBeGreaterThanOrEqual(crls.length);
  });

  it('every other document costs two signatures for each of its own and nothing else', () => {
    examineAll(documents.slice(1));
    expect(uses.verify).toBe(2 * SIGNATURES * (DOCUMENTS - 1));
    expect(uses.createPublicKey).toBe(0);
    expect(listsHashed()).toBe(0);
  });

  it('a policy made anew reads its lists again and checks none of their signatures again', () => {
    policy = createPolicy({ ...policy });
    examineAll(documents);
    expect(uses.verify).toBe(2 * SIGNATURES * DOCUMENTS);
    expect(listsHashed()).toBeLessThanOrEqual(2 * crls.length);
  });
});
