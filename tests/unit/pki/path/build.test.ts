import { describe, expect, it } from 'vitest';
import { digest } from '../../../../src/algorithm/index.ts';
import { anchorOf, buildPaths, findPath, type PathInputs } from '../../../../src/pki/index.ts';
import { AT, days, type Extension, ext, make, makeCa, newKeys, type Party } from '../forge.ts';

const keyId = (party: Pick<Party, 'keys'>) => digest('SHA-1', party.keys.spki);
const named = (keys: ReturnType<typeof newKeys>): Extension[] => [
  ext.keyIdentifier(digest('SHA-1', keys.spki)),
];
const root = makeCa({ subject: 'C=VN,CN=Root' });
const anchors = [anchorOf(root.certificate)];
const issuingKeys = newKeys();
const issuing = makeCa({
  subject: 'C=VN,CN=Issuing',
  issuer: root,
  keys: issuingKeys,
  more: named(issuingKeys),
});
const leaf = make({ subject: 'C=VN,CN=Leaf', issuer: issuing });
const hinted = make({
  subject: 'C=VN,CN=Leaf',
  issuer: issuing,
  extensions: [ext.authority(keyId(issuing))],
});
const find = (of: Party, pool: readonly Party[], inputs?: PathInputs) =>
  findPath(
    of.certificate,
    pool.map(({ certificate }) => certificate),
    anchors,
    AT,
    inputs,
  );
const way = (result: ReturnType<typeof findPath>) =>
  result.valid ? result.path.map(({ sha256 }) => sha256) : result.because;
const wayOf = (...parties: Party[]) => parties.map(({ certificate }) => certificate.sha256);

describe('among namesakes', () => {
  const keys = Array.from({ length: 1000 }, newKeys);
  const decoys = keys.map((own) => makeCa({ subject: issuing.name, issuer: root, keys: own }));

  it.each([0, 500, 1000])('the issuer at place %i of a thousand is found', (place) => {
    const pool = decoys.toSpliced(place, 0, issuing);
    expect(way(find(leaf, pool))).toEqual(wayOf(leaf, issuing));
    expect(way(find(hinted, pool))).toEqual(wayOf(hinted, issuing));
  });

  it('the key identifier that is named saves the signatures of all others', () => {
    const limits = { signatures: 2 };
    expect(way(find(hinted, [...decoys, issuing], { limits }))).toEqual(wayOf(hinted, issuing));
    expect(way(find(leaf, [...decoys, issuing], { limits }))).toBe('limit-reached');
  });

  it('identifiers that lie cost work, not the way', () => {
    const liars = keys.map((own) =>
      makeCa({
        subject: issuing.name,
        issuer: root,
        keys: own,
        more: [ext.keyIdentifier(keyId(issuing))],
      }),
    );
    expect(way(find(hinted, [...liars, issuing]))).toEqual(wayOf(hinted, issuing));
  });

  it('a thousand certificates of the right key that lead nowhere do not hide the one that leads to the anchor', () => {
    const elsewhere = makeCa({ subject: 'CN=Elsewhere' });
    const lost = Array.from({ length: 1000 }, () =>
      makeCa({ subject: issuing.name, issuer: elsewhere, keys: issuing.keys }),
    );
    expect(way(find(leaf, [...lost, elsewhere, issuing]))).toEqual(wayOf(leaf, issuing));
  });
});

describe('a thicket of cross certificates', () => {
  const mesh = Array.from({ length: 9 }, (_, i) => ({ name: `CN=Mesh ${i}`, keys: newKeys() }));
  const certify = (subject: { name: string; keys: Party['keys'] }, by: (typeof mesh)[0]) =>
    makeCa({ subject: subject.name, keys: subject.keys, issuer: by as Party });
  const thicket = mesh.flatMap((by) => [
    ...mesh.filter((subject) => subject !== by).map((subject) => certify(subject, by)),
    certify(issuing, by),
  ]);

  it('in front of the short way does not hide it', () => {
    expect(way(find(leaf, [...thicket, issuing]))).toEqual(wayOf(leaf, issuing));
  });

  it('that leads nowhere ends at the limit', () => {
    expect(way(find(leaf, thicket))).toBe('limit-reached');
    const all = [...buildPaths(leaf.certificate, [], anchors)];
    expect(all).toEqual([]);
  });
});

describe('renewed and cross-signed authorities', () => {
  const again = (from: Date, to: Date) =>
    makeCa({ subject: issuing.name, issuer: root, keys: issuing.keys, from, to });

  it('of several certificates of one key the one in its dates is tried first', () => {
    const old = again(days(-800), days(-300));
    const coming = again(days(100), days(800));
    const pool = [old, coming, issuing].map(({ certificate }) => certificate);
    for (const order of [pool, pool.toReversed()]) {
      const [first] = buildPaths(leaf.certificate, order, anchors, { at: AT });
      expect(first!.map(({ sha256 }) => sha256)).toEqual(wayOf(leaf, issuing));
    }
    const early = findPath(leaf.certificate, pool, anchors, days(-350));
    expect(way(early)).toEqual(wayOf(leaf, old));
  });

  it('a new key under the old name is reached by the certificate that the old key gave it', () => {
    const keys = newKeys();
    const newWithOld = makeCa({ subject: root.name, keys, issuer: root });
    const newWithNew = makeCa({ subject: root.name, keys });
    const below = makeCa({ subject: 'C=VN,CN=Below', issuer: newWithNew });
    const one = make({ subject: 'C=VN,CN=One', issuer: below });
    expect(way(find(one, [newWithNew, below, newWithOld]))).toEqual(wayOf(one, below, newWithOld));
    expect(way(find(one, [newWithNew, below]))).toBe('signature-invalid');
  });

  it('another root that certifies the authority too makes a second way', () => {
    const second = makeCa({ subject: 'CN=Second' });
    const cross = makeCa({ subject: issuing.name, keys: issuing.keys, issuer: second });
    const pool = [cross, issuing, second];
    expect(way(find(leaf, pool))).toEqual(wayOf(leaf, issuing));
    const result = findPath(
      leaf.certificate,
      pool.map(({ certificate }) => certificate),
      [anchorOf(second.certificate)],
      AT,
    );
    expect(way(result)).toEqual(wayOf(leaf, cross));
    const both = [...anchors, anchorOf(second.certificate)];
    const paths = buildPaths(leaf.certificate, [cross.certificate, issuing.certificate], both);
    expect([...paths].length).toBe(2);
  });

  it('the way whose certificates hold is found behind one that is shorter but restricted', () => {
    const outer = makeCa({ subject: 'C=VN,CN=Outer', issuer: root });
    const short = makeCa({
      subject: issuing.name,
      keys: issuing.keys,
      issuer: root,
      more: [['1.2.3', true, new Uint8Array([5, 0])]],
    });
    const long = makeCa({ subject: issuing.name, keys: issuing.keys, issuer: outer });
    expect(way(find(leaf, [short, long, outer]))).toEqual(wayOf(leaf, long, outer));
  });
});
