import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import { findRevoked } from '../../src/pki/crl/entries.ts';
import {
  anchorOf,
  EKU,
  findPath,
  nameText,
  publicKey,
  readCertificate,
  readCertificates,
  readCrl,
  readOcspResponse,
  revocationOf,
} from '../../src/pki/index.ts';
import { DerReader, element } from '../../src/syntax/der/index.ts';
import {
  AT,
  crlNumber,
  ext,
  general,
  make,
  makeCa,
  makeCrlDer,
  makeOcspDer,
  reason,
} from '../unit/pki/forge.ts';

/** What hostile octets may do: be read, or be refused with one of these. Anything else that is thrown is a defect. */
function refusedOr<T>(code: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Fault && error.code === code) return undefined;
    throw error;
  }
}

const root = makeCa({ subject: 'C=VN,CN=Root' });
const ca = makeCa({
  subject: 'C=VN,CN=CA',
  issuer: root,
  more: [
    ext.constraints([general.directory('C=VN')], [general.dns('evil.vn')]),
    ext.policies('1.2.3'),
  ],
});
const leaf = make({
  subject: 'C=VN,O=Kyso,CN=Đặng Xá',
  issuer: ca,
  extensions: [
    ext.keyUsage(0, 1),
    ext.eku('1.3.6.1.5.5.7.3.36'),
    ext.names(general.rfc822('a@b.vn'), general.dns('b.vn'), general.ip(1, 2, 3, 4)),
    ext.point('http://a.vn/x.crl'),
    ext.policies('1.2.3'),
    ext.authority(Uint8Array.of(1, 2, 3)),
  ],
});
const responder = make({
  subject: 'CN=OCSP',
  issuer: ca,
  extensions: [ext.eku(EKU.ocspSigning), ext.noCheck],
});
const crl = makeCrlDer({
  issuer: ca,
  extensions: [crlNumber(1)],
  entries: [7, 8, 9].map((n) => ({ serial: Uint8Array.of(n), extensions: [reason(1)] })),
});
const ocsp = makeOcspDer({ certificate: leaf.certificate, issuer: ca });
const delegated = makeOcspDer({ certificate: leaf.certificate, issuer: ca, responder });
const anchors = [anchorOf(root.certificate)];
const nothing = { crls: [], ocsps: [], certificates: [ca.certificate], anchors };

const mutations = (octets: Uint8Array) =>
  fc
    .array(
      fc.oneof(
        fc.record({
          kind: fc.constant('set' as const),
          at: fc.nat(octets.length - 1),
          value: fc.nat(255),
        }),
        fc.record({
          kind: fc.constant('cut' as const),
          at: fc.nat(octets.length - 1),
          value: fc.nat(20),
        }),
        fc.record({
          kind: fc.constant('add' as const),
          at: fc.nat(octets.length - 1),
          value: fc.nat(255),
        }),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((steps) => {
      const mutated = [...octets];
      for (const { kind, at, value } of steps) {
        if (kind === 'set') mutated[at] = value;
        else if (kind === 'cut') mutated.splice(at, value);
        else mutated.splice(at, 0, value);
      }
      return Uint8Array.from(mutated);
    });
const runs = { numRuns: 3000 };

describe('mutated input', () => {
  it('a certificate is read or refused, and validating with it never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(leaf.der, ca.der, responder.der).chain(mutations), (octets) => {
        const certificate = refusedOr('CERTIFICATE_MALFORMED', () => readCertificate(octets));
        refusedOr('CERTIFICATE_MALFORMED', () => readCertificates(octets));
        if (!certificate) return;
        nameText(certificate.subject);
        refusedOr('CERTIFICATE_MALFORMED', () => publicKey(certificate));
        findPath(certificate, [ca.certificate], anchors, AT, { profile: 'strict' });
        findPath(leaf.certificate, [certificate], anchors, AT, { keyUsage: ['nonRepudiation'] });
        revocationOf(certificate, ca.certificate, { ...nothing, crls: [readCrl(crl)] }, AT);
        revocationOf(
          leaf.certificate,
          certificate,
          { ...nothing, ocsps: [readOcspResponse(ocsp)] },
          AT,
        );
      }),
      runs,
    );
  });

  it('a list is read or refused, and asking it never throws', () => {
    fc.assert(
      fc.property(mutations(crl), (octets) => {
        const list = refusedOr('CRL_MALFORMED', () => readCrl(octets));
        if (!list) return;
        refusedOr('CRL_MALFORMED', () => findRevoked(list, Uint8Array.of(8), list.issuer));
        revocationOf(leaf.certificate, ca.certificate, { ...nothing, crls: [list] }, AT);
      }),
      runs,
    );
  });

  it('a response is read or refused, and asking it never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(ocsp, delegated).chain(mutations), (octets) => {
        const response = refusedOr('OCSP_MALFORMED', () => readOcspResponse(octets));
        if (response)
          revocationOf(leaf.certificate, ca.certificate, { ...nothing, ocsps: [response] }, AT);
      }),
      runs,
    );
  });

  it('any octets at all are refused with a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        refusedOr('CERTIFICATE_MALFORMED', () => readCertificates(octets));
        refusedOr('CRL_MALFORMED', () => readCrl(octets));
        refusedOr('OCSP_MALFORMED', () => readOcspResponse(octets));
      }),
      runs,
    );
  });
});

describe('every single bit', () => {
  const flipped = function* (octets: Uint8Array) {
    for (let bit = 0; bit < octets.length * 8; bit++) {
      const copy = new Uint8Array(octets);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      yield copy;
    }
  };

  it('of a certificate breaks its path', () => {
    expect(findPath(leaf.certificate, [ca.certificate], anchors, AT).valid).toBe(true);
    for (const octets of flipped(leaf.der)) {
      const certificate = refusedOr('CERTIFICATE_MALFORMED', () => readCertificate(octets));
      if (certificate)
        expect(findPath(certificate, [ca.certificate], anchors, AT).valid).toBe(false);
    }
  });

  it('of a list or of its issuer’s response takes its proof away', () => {
    const status = (octets: Uint8Array) => {
      const crls = [refusedOr('CRL_MALFORMED', () => readCrl(octets)) ?? []].flat();
      const ocsps = [refusedOr('OCSP_MALFORMED', () => readOcspResponse(octets)) ?? []].flat();
      return revocationOf(leaf.certificate, ca.certificate, { ...nothing, crls, ocsps }, AT).status;
    };
    for (const whole of [crl, ocsp, delegated]) {
      expect(status(whole)).toBe('good');
      for (const octets of flipped(whole)) expect(status(octets)).toBe('unknown');
    }
  });
});

describe('every single element', () => {
  /** DER as a tree: contents octets, or the elements of a constructed one. */
  interface Node {
    readonly tag: number;
    readonly inside: Uint8Array | readonly Node[];
  }
  const tree = (octets: Uint8Array): Node => {
    const { tag, content } = DerReader.over(octets).next();
    if ((tag & 0x20) === 0) return { tag, inside: content };
    const reader = DerReader.over(content);
    const inside: Node[] = [];
    while (!reader.done) inside.push(tree(reader.next().bytes));
    return { tag, inside };
  };
  const written = ({ tag, inside }: Node): Uint8Array =>
    element(tag, inside instanceof Uint8Array ? [inside] : inside.map(written));
  /** The tree once without each of its elements, and once with each changed for the next one. */
  const changed = function* (node: Node): Generator<Node> {
    const { tag, inside } = node;
    if (inside instanceof Uint8Array) return;
    for (let i = 0; i < inside.length; i++) {
      yield { tag, inside: inside.toSpliced(i, 1) };
      const [one, other] = [inside[i]!, inside[i + 1]];
      if (other && written(one).join() !== written(other).join())
        yield { tag, inside: inside.toSpliced(i, 2, other, one) };
      for (const part of changed(one)) yield { tag, inside: inside.toSpliced(i, 1, part) };
    }
  };

  it('dropped from a certificate, or put behind its neighbour, breaks the path', () => {
    for (const [octets, above] of [
      [leaf.der, [ca.certificate]],
      [ca.der, []],
    ] as const) {
      let count = 0;
      for (const node of changed(tree(octets))) {
        count++;
        const certificate = refusedOr('CERTIFICATE_MALFORMED', () =>
          readCertificate(written(node)),
        );
        if (!certificate) continue;
        expect(findPath(certificate, above, anchors, AT).valid).toBe(false);
        expect(findPath(leaf.certificate, [certificate], anchors, AT).valid).toBe(false);
      }
      expect(count).toBeGreaterThan(50);
    }
  });

  it('dropped from a list or response, or put behind its neighbour, takes the proof away', () => {
    for (const whole of [crl, ocsp, delegated])
      for (const node of changed(tree(whole))) {
        const octets = written(node);
        const crls = [refusedOr('CRL_MALFORMED', () => readCrl(octets)) ?? []].flat();
        const ocsps = [refusedOr('OCSP_MALFORMED', () => readOcspResponse(octets)) ?? []].flat();
        const data = { ...nothing, crls, ocsps };
        expect(revocationOf(leaf.certificate, ca.certificate, data, AT).status).toBe('unknown');
      }
  });
});
