import { expect, test } from 'vitest';
import {
  anchorOf,
  type Certificate,
  findPath,
  readCertificates,
  readOcspResponse,
  revocationOf,
} from '../../src/pki/index.ts';
import { isIssuedBy } from '../../src/pki/ocsp/certificate-id.ts';
import { refusal } from '../../src/pki/ocsp/status.ts';
import { RevocationWork } from '../../src/pki/revocation-status.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly response: string;
  readonly anchors: readonly string[];
  readonly untrusted: readonly string[];
  readonly issuerHint?: string;
  readonly time: string;
  readonly expected: 'ok' | 'fail';
}

interface PathRow {
  readonly id: string;
  readonly anchors: readonly string[];
  readonly untrusted: readonly string[];
  readonly leaf: string;
  readonly responses: readonly string[];
  readonly time: string;
  readonly expected: 'ok' | 'fail';
}

/** Where kyso's answer is not the table's; each must go on differing. */
const DIVERGENCES: Readonly<Record<string, { readonly why: string; readonly statuses: string[] }>> =
  {
    delegated_with_intermediate_success: {
      why: 'the intermediate names a CRL and a responder, and the case brings nothing about it: nothing is called good unproven',
      statuses: ['good', 'no-revocation-data'],
    },
  };

const certificates = (file: string) => readCertificates(readCorpus('ocsp', file));
const response = (file: string) =>
  readOcspResponse(Buffer.from(Buffer.from(readCorpus('ocsp', file)).toString('latin1'), 'base64'));
/** The responders of this corpus name no place to check them at, which RFC 6960 clause 4.2.2.2.1 leaves to local policy. */
const LOCAL_POLICY = { uncheckableResponders: true } as const;

describeCorpus('ocsp', 'OpenSSL OCSP responses, every row', () => {
  const rows = corpusCases<Row[]>('ocsp');

  test('there are 59 rows', () => expect(rows).toHaveLength(59));

  test.each(rows)('$id $title', (row) => {
    expect(isAcceptable(row)).toBe(row.expected === 'ok');
  });

  const paths = corpusCases<PathRow[]>('ocsp', 'path-cases.json');

  test('there are 29 paths', () => expect(paths).toHaveLength(29));

  test.each(paths)('path $id', (row) => {
    const statuses = statusesOf(row);
    const ok = statuses.every((status) => status === 'good');
    const divergence = DIVERGENCES[row.id];
    if (divergence) expect(statuses).toEqual(divergence.statuses);
    expect(ok, statuses.join()).toBe((row.expected === 'ok') !== (divergence !== undefined));
  });
});

/** Whether some trusted issuer is the one that all single responses name and whose responder signed. */
function isAcceptable(row: Row): boolean {
  const read = response(row.response);
  const at = new Date(row.time);
  const untrusted = row.untrusted.flatMap(certificates);
  const hints = row.issuerHint ? certificates(row.issuerHint) : [];
  const anchors = row.anchors.flatMap(certificates).map(anchorOf);
  const data = { crls: [], ocsps: [read], certificates: untrusted, anchors, ...LOCAL_POLICY };
  const isTrusted = (issuer: Certificate) =>
    anchors.some(({ certificate }) => certificate === issuer) ||
    findPath(issuer, untrusted, anchors, at).valid;
  return [...row.anchors.flatMap(certificates), ...untrusted, ...hints].some(
    (issuer) =>
      isTrusted(issuer) &&
      read.singles.every((single) => isIssuedBy(single.id, issuer.subject.der, issuer.spki)) &&
      refusal(read, {
        issuer: anchorOf(issuer),
        data,
        signersAt: at,
        work: new RevocationWork(),
        unrevoked: () => false,
      }) === undefined,
  );
}

/** One status for each certificate of the path that says where it can be checked, from the leaf up. */
function statusesOf(row: PathRow): string[] {
  const at = new Date(row.time);
  const pool = row.untrusted.flatMap(certificates);
  const anchors = row.anchors.flatMap(certificates).map(anchorOf);
  const found = findPath(certificates(row.leaf)[0]!, pool, anchors, at);
  if (!found.valid) return [found.because];
  const data = {
    crls: [],
    ocsps: row.responses.map(response),
    certificates: pool,
    anchors: [found.anchor],
    ...LOCAL_POLICY,
  };
  return found.path.flatMap((one, i) => {
    if (one.ocspUrls.length + one.crlUrls.length === 0) return [];
    const status = revocationOf(one, found.issuers[i]!, data, at);
    return [status.status === 'unknown' ? status.why : status.status];
  });
}
