import type { Signer, TimestampSource } from '../../src/ades/ports.ts';
import type { SignatureAlgorithm } from '../../src/algorithm/names.ts';
import {
  type Authority,
  answerOcsp,
  type CertificateOrder,
  type CertificateState,
  createAuthority,
  type KeyKind,
  type KeyPair,
  type Publication,
  type Reason,
  type Subject,
  type TimestampAuthority,
} from '../../src/authority/index.ts';
import { openAuthorityService, TYPES } from '../../src/edge/authority/service.ts';
import { answerFaultily, type TsaFault } from './faulty.ts';
import { lender } from './keys.ts';
import { softwareSigner } from './signer.ts';

export { TSA_FAULTS, type TsaFault } from './faulty.ts';

const DAY = 86_400_000;
const DEFAULT_AT = new Date('2026-11-23T02:00:00Z');

export interface PersonOrder {
  /** By which the test asks for the person; also the common name unless `subject` says otherwise. */
  readonly name: string;
  readonly profile?: 'person' | 'agency';
  readonly key?: KeyKind;
  readonly subject?: Partial<Subject>;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly revoked?: Date;
  readonly reason?: Reason;
  /** Anything else of the certificate: keyUsage, extendedKeyUsage, extensions, serial, algorithm… */
  readonly certificate?: Partial<CertificateOrder>;
}

export interface WorldOrder {
  /** The clock of this world; everything that is dated is dated by it. */
  readonly at?: Date;
  /** Names or whole orders; 'person' and 'agency' when absent. */
  readonly people?: readonly (string | PersonOrder)[];
  /** Kind of key of the two CAs and the TSA. */
  readonly key?: KeyKind;
  readonly tsa?: TsaFault;
  /** Milliseconds that a slow TSA takes; 60,000 when absent. */
  readonly slowness?: number;
  /** The issuing CA is revoked by the root at this time. */
  readonly issuingRevoked?: Date;
  /** Serve CRL, OCSP, TSA and issuer certificates on loopback, and write those addresses into the certificates. */
  readonly serve?: boolean;
}

export interface Person {
  readonly name: string;
  readonly keys: KeyPair;
  /** DER. */
  readonly certificate: Uint8Array;
}

export interface World {
  readonly at: Date;
  readonly root: Authority;
  readonly issuing: Authority;
  /** DER of the root: the one anchor. */
  readonly anchors: readonly Uint8Array[];
  /** DER of the issuing CA. */
  readonly intermediates: readonly Uint8Array[];
  readonly tsa: TimestampAuthority;
  readonly people: ReadonlyMap<string, Person>;
  person(name: string): Person;
  /** CRLs of the root and of the issuing CA at a time (issued at that time, good for seven days). */
  crls(at?: Date): readonly Uint8Array[];
  /** A signed OCSP response for a DER request. */
  ocsp(request: Uint8Array, at?: Date): Uint8Array;
  /** The TSA as a port, in process; fails as the order told unless another fault is given. */
  timestamps(fault?: TsaFault): TimestampSource;
  /** A signer in software; the person's certificate, the issuing CA's beside it. */
  softwareSigner(
    name: string,
    o?: { readonly algorithm?: SignatureAlgorithm; readonly lanes?: number },
  ): Signer;
  /** Addresses: of the service on loopback, or names under ca.example that nobody serves. */
  readonly urls: { readonly base: string; readonly tsa: string; readonly ocsp: string };
  close(): Promise<void>;
}

/** A PKI from one declaration and one clock: root, issuing CA, people, agencies, OCSP responder, TSA. */
export async function makeWorld(order: WorldOrder = {}): Promise<World> {
  const at = order.at ?? DEFAULT_AT;
  const orders = (order.people ?? ['person', { name: 'agency', profile: 'agency' as const }]).map(
    (p): PersonOrder => (typeof p === 'string' ? { name: p } : p),
  );
  const kind = order.key ?? 'rsa2048';
  const borrow = lender();
  const [rootKeys, issuingKeys, tsaKeys, strangerKeys, ocspKeys] = await Promise.all([
    borrow(kind),
    borrow(kind),
    borrow(kind),
    borrow(kind),
    borrow('p256'),
  ]);
  const peopleKeys = await Promise.all(orders.map((p) => borrow(p.key ?? 'rsa2048')));
  const served = order.serve ? await openAuthorityService() : undefined;
  const base = served?.url ?? 'http://ca.example';
  const span = { notBefore: new Date(+at - 365 * DAY), notAfter: new Date(+at + 730 * DAY) };
  const caSpan = { notBefore: new Date(+at - 3650 * DAY), notAfter: new Date(+at + 3650 * DAY) };

  const root = createAuthority({
    subject: { commonName: 'Kyso Test Root', organization: 'Kyso Test', country: 'VN' },
    keys: rootKeys,
    ...caSpan,
    publication: publication(base, 'root'),
  });
  const issuing = createAuthority({
    subject: { commonName: 'Kyso Test Issuing CA', organization: 'Kyso Test', country: 'VN' },
    keys: issuingKeys,
    ...caSpan,
    parent: root,
    pathLength: 0,
    publication: publication(base, 'issuing'),
  });
  if (order.issuingRevoked) root.revoke(issuing.certificate, order.issuingRevoked, 'cACompromise');

  const people = new Map<string, Person>();
  orders.forEach((p, i) => {
    const keys = peopleKeys[i]!;
    const certificate = issuing.issue({
      profile: p.profile ?? 'person',
      subject: { commonName: p.name, organization: 'Kyso Test', country: 'VN', ...p.subject },
      publicKey: keys.publicKey,
      notBefore: p.notBefore ?? span.notBefore,
      notAfter: p.notAfter ?? span.notAfter,
      ...p.certificate,
    });
    if (p.revoked) issuing.revoke(certificate, p.revoked, p.reason);
    people.set(p.name, { name: p.name, keys, certificate });
  });

  const stamping = (commonName: string, keys: KeyPair, o: Partial<CertificateOrder> = {}) => ({
    keys,
    certificate: issuing.issue({
      profile: 'tsa',
      subject: { commonName, country: 'VN' },
      publicKey: keys.publicKey,
      ...span,
      ...o,
    }),
    chain: [issuing.certificate],
    policy: '1.3.6.1.4.1.55555.1',
    accuracy: 1,
  });
  const tsa = stamping('Kyso Test TSA', tsaKeys);
  const others = {
    purposeless: stamping('Kyso Test not a TSA', tsaKeys, { profile: 'person' }),
    // signs with a key that isn't the one its certificate names
    stranger: { ...tsa, keys: strangerKeys },
    slowness: order.slowness ?? 60_000,
  };
  const responder = {
    keys: ocspKeys,
    certificate: issuing.issue({
      profile: 'ocsp',
      subject: { commonName: 'Kyso Test OCSP', country: 'VN' },
      publicKey: ocspKeys.publicKey,
      ...span,
    }),
    issuer: issuing.subject,
    validFor: 3600,
    state: (serial: string, when: Date): CertificateState => {
      const revocation = issuing.revoked.get(serial);
      if (revocation !== undefined && revocation.at <= when)
        return { status: 'revoked', ...revocation };
      return issuing.issued.has(serial) ? { status: 'good' } : { status: 'unknown' };
    },
  };
  const crl = (authority: Authority, when: Date) =>
    authority.crl({
      thisUpdate: when,
      nextUpdate: new Date(+when + 7 * DAY),
      number: 1,
    });
  const stamp = (query: Uint8Array, fault: TsaFault | undefined) =>
    answerFaultily(query, fault, tsa, others, at);

  if (served !== undefined) {
    const fixed = (path: string, type: string, answer: () => Uint8Array) =>
      served.publish(path, { type, answer });
    fixed('/root.crl', TYPES.crl, () => crl(root, at));
    fixed('/issuing.crl', TYPES.crl, () => crl(issuing, at));
    fixed('/root.cer', TYPES.certificate, () => root.certificate);
    fixed('/issuing.cer', TYPES.certificate, () => issuing.certificate);
    served.publish('/ocsp', { type: TYPES.ocsp, answer: (q) => answerOcsp(q, responder, at) });
    if (order.tsa !== 'down')
      served.publish('/tsa', { type: TYPES.timestamp, answer: (q) => stamp(q, order.tsa) });
  }

  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`this world has no '${name}'`);
    return found;
  };
  return {
    at,
    root,
    issuing,
    anchors: [root.certificate],
    intermediates: [issuing.certificate],
    tsa,
    people,
    person,
    crls: (when = at) => [crl(root, when), crl(issuing, when)],
    ocsp: (request, when = at) => answerOcsp(request, responder, when),
    timestamps: (fault = order.tsa) => ({
      name: 'test-tsa',
      request: (query) => stamp(query, fault),
    }),
    softwareSigner: (name, o = {}) => softwareSigner(person(name), [issuing.certificate], o),
    urls: {
      base,
      ocsp: `${base}/ocsp`,
      // port 9 (discard) of loopback: nobody listens
      tsa: order.tsa === 'down' ? 'http://127.0.0.1:9/tsa' : `${base}/tsa`,
    },
    close: async () => served?.close(),
  };
}

function publication(base: string, name: string): Publication {
  return {
    crlUrls: [`${base}/${name}.crl`],
    issuerUrls: [`${base}/${name}.cer`],
    ...(name === 'root' ? {} : { ocspUrls: [`${base}/ocsp`] }),
  };
}
