import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../src/ades/evidence.ts';
import { toHex } from '../../../../src/bytes/hex.ts';
import { makePdf } from '../../../support/documents.ts';
import {
  addRevision,
  isWhole,
  newest,
  type Objects,
  octets,
  open,
  PLAIN,
  sign,
  signingWorld,
  stampDocument,
  stream,
  text,
  writePaper,
} from './paper.ts';

/** The file with a store in its catalog (object 1); `objects` are what it leads to. */
function withStore(file: Uint8Array, store: string, objects: Objects): Uint8Array {
  return addRevision(file, {
    1: newest(file, 1).replace('<<', `<< /DSS << ${store} >>`),
    ...objects,
  });
}

const held = (list: readonly Uint8Array[]) => list.map(text).sort();
const covered = (evidence: Evidence | undefined) => held(evidence!.timestamp!.covers);
const stamps = (file: Uint8Array) => open(file).filter((e) => e.kind === 'document-timestamp');

describe('what a document time stamp covers', () => {
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await sign(writePaper(PLAIN), { stamped: true });
  });

  test('the store of its revision, VRI entries too, and nothing that came later', async () => {
    const store = '/Certs [100 0 R] /CRLs [101 0 R] /VRI << /AB << /OCSP [102 0 R] >> >>';
    const first = withStore(signed, store, {
      100: stream('certificate'),
      101: stream('list'),
      102: stream('answer'),
    });
    const stamped = await stampDocument(first);
    const later = addRevision(stamped, {
      1: newest(stamped, 1).replace('[101 0 R]', '[101 0 R 110 0 R]'),
      110: stream('later'),
    });
    const [stamp] = stamps(later);
    expect(covered(stamp)).toEqual(
      expect.arrayContaining(['answer', 'certificate', 'list'].sort()),
    );
    expect(covered(stamp)).not.toContain('later');
    expect(held(stamp!.crls)).toEqual(['later', 'list']);
    expect(held(stamp!.ocsps)).toEqual(['answer']);
  });

  test('what the signatures before it carry, and their time stamps, but not its own token', async () => {
    const once = await stampDocument(signed);
    const twice = await stampDocument(once);
    const [signature, first, second] = open(twice);
    const token = signature!.cms!.timestamps[0]!;
    const hex = (list: readonly Uint8Array[]) => new Set(list.map(toHex));
    const inSignature = [token.octets, ...token.certificates, ...signature!.certificates];
    expect(hex(first!.timestamp!.covers)).toEqual(hex(inSignature));
    expect(hex(second!.timestamp!.covers)).toEqual(
      hex([...inSignature, first!.timestamp!.octets, ...first!.timestamp!.certificates]),
    );
  });

  test('a datum in an old and in a newer store is covered when one copy is', async () => {
    const first = withStore(signed, '/CRLs [101 0 R]', { 101: stream('list') });
    const stamped = await stampDocument(first);
    const later = addRevision(stamped, {
      1: newest(stamped, 1).replace('101 0 R', '120 0 R 121 0 R'),
      120: stream('list'),
      121: stream('other'),
    });
    const [stamp] = stamps(later);
    expect(covered(stamp).filter((one) => one === 'list' || one === 'other')).toEqual(['list']);
    expect(held(stamp!.crls)).toEqual(['list', 'other']);
  });

  test('data that later revisions took out of the store are embedded and covered as before', async () => {
    const first = withStore(signed, '/CRLs [101 0 R]', { 101: stream('list') });
    const stamped = await stampDocument(first);
    const emptied = addRevision(stamped, { 1: newest(stamped, 1).replace('[101 0 R]', '[]') });
    const [stamp] = stamps(emptied);
    expect(held(stamp!.crls)).toEqual(['list']);
    expect(covered(stamp)).toContain('list');
  });

  test('an object replaced behind the time stamp is another datum', async () => {
    const first = withStore(signed, '/CRLs [101 0 R]', { 101: stream('list') });
    const later = addRevision(await stampDocument(first), { 101: stream('exchanged') });
    const [stamp] = stamps(later);
    expect(held(stamp!.crls)).toEqual(['exchanged', 'list']);
    expect(covered(stamp)).toContain('list');
    expect(covered(stamp)).not.toContain('exchanged');
  });

  test('octets whose filter stands elsewhere prove nothing: it could say something else later', async () => {
    const packed = Buffer.from(deflateSync(octets('list'))).toString('latin1');
    const first = withStore(signed, '/CRLs [101 0 R 102 0 R]', {
      101: stream(packed, '/Filter 103 0 R'),
      102: stream(packed, '/Filter /FlateDecode'),
      103: '/FlateDecode',
    });
    const direct = await stampDocument(first);
    expect(covered(stamps(direct)[0])).toContain('list');
    const onlyElsewhere = await stampDocument(
      addRevision(signed, {
        1: newest(signed, 1).replace('<<', '<< /DSS << /CRLs [101 0 R] >>'),
        101: stream(packed, '/Filter 103 0 R'),
        103: '/FlateDecode',
      }),
    );
    const [stamp] = stamps(onlyElsewhere);
    expect(held(stamp!.crls)).toEqual(['list']);
    expect(covered(stamp)).not.toContain('list');
  });

  test('a page of streams shared by fifty revisions is one list', async () => {
    const objects: Record<number, string> = {};
    for (let n = 200; n < 240; n++) objects[n] = stream(`list ${n}`);
    const all = Object.keys(objects).map((n) => `${n} 0 R`);
    let file = withStore(signed, `/CRLs [${all.join(' ')}]`, objects);
    for (let i = 0; i < 50; i++)
      file = addRevision(file, { 1: `${newest(file, 1).replace(/ % \d+/, '')} % ${i}` });
    const [stamp] = stamps(await stampDocument(file));
    expect(stamp!.crls.length).toBe(40);
    expect(covered(stamp).filter((one) => one.startsWith('list')).length).toBe(40);
  });

  test('a document of another writer, in its style, with real data', async () => {
    const world = await signingWorld();
    const paper = await makePdf({ pages: 2, xref: 'stream' });
    const stamped = await stampDocument(await sign(await sign(paper), { by: 'agency' }));
    const [one, two, stamp] = open(stamped);
    expect([one, two].every((e) => isWhole(e!))).toBe(true);
    const covers = stamp!.timestamp!.covers.map(toHex);
    for (const name of ['person', 'agency'])
      expect(covers).toContain(toHex(world.person(name).certificate));
  });

  test('a bomb of a store is refused by name, and a stream named often is read once', async () => {
    const zeros = deflateSync(new Uint8Array(48 * 1024 * 1024));
    const bomb = stream(Buffer.from(zeros).toString('latin1'), '/Filter /FlateDecode');
    const often = withStore(signed, `/CRLs [${'101 0 R '.repeat(2000)}]`, { 101: bomb });
    expect(open(often)[0]!.crls.length).toBe(1);
    const many = withStore(signed, '/CRLs [101 0 R 102 0 R 103 0 R]', {
      101: bomb,
      102: bomb,
      103: bomb,
    });
    expect(() => open(many)).toThrow(expect.objectContaining({ code: 'DOCUMENT_LIMIT' }));
  });
});
