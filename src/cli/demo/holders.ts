import {
  type Authority,
  createAuthority,
  generateKeys,
  type KeyKind,
  type KeyPair,
  type Subject,
} from '../../authority/index.ts';
import { Fault } from '../../fault/fault.ts';
import { DISTRICT, PROVINCE } from './agencies.ts';
import type { DemoAgency, DemoPerson, District } from './district.ts';

const DAY = 86_400_000;
const ROOT: Subject = { country: 'VN', organization: 'Kyso Demo', commonName: 'Kyso Demo Root CA' };
const ISSUING: Subject = {
  country: 'VN',
  organization: 'Kyso Demo',
  commonName: 'Kyso Demo Issuing CA',
};

/** Someone with a certificate: a person, or an agency itself. */
export interface Holder {
  readonly agency: DemoAgency;
  /** null: the agency's own certificate. */
  readonly person: DemoPerson | null;
  readonly keys: KeyPair;
  readonly certificate: Uint8Array;
}

export interface DemoAuthority {
  readonly root: Authority;
  readonly issuing: Authority;
  readonly tsa: { readonly keys: KeyPair; readonly certificate: Uint8Array };
  readonly ocsp: { readonly keys: KeyPair; readonly certificate: Uint8Array };
  readonly holders: readonly Holder[];
}

export interface DemoKeys {
  readonly authorities: readonly KeyPair[];
  readonly services: readonly KeyPair[];
  readonly holders: readonly KeyPair[];
}

/** Keys under way at once: node's thread pool has as many threads. */
const LANES = 4;

/**
 * RSA-2048 for the two CAs and everyone who gets a certificate, about 0.1 s of one core each; P-256 for the two
 * services, which answer thousands of times. Throws INTERRUPTED.
 */
export async function makeKeys(
  certificates: number,
  done: (count: number) => void,
  interrupted: AbortSignal,
): Promise<DemoKeys> {
  const kinds: KeyKind[] = ['p256', 'p256', ...Array<KeyKind>(certificates + 2).fill('rsa2048')];
  const keys: KeyPair[] = [];
  let next = 0;
  let count = 0;
  const lane = async () => {
    while (next < kinds.length) {
      if (interrupted.aborted) throw new Fault('INTERRUPTED');
      const at = next++;
      keys[at] = await generateKeys(kinds[at]!);
      count += 1;
      done(count);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { services: keys.slice(0, 2), authorities: keys.slice(2, 4), holders: keys.slice(4) };
}

/** Root, issuing CA, time-stamp authority, OCSP responder and all certificates, as of `at`. */
export function issueAll(
  district: District,
  keys: DemoKeys,
  url: string,
  at: Date,
  done: (count: number) => void,
): DemoAuthority {
  const from = (days: number) => new Date(at.getTime() + days * DAY);
  const [rootKeys, issuingKeys] = keys.authorities;
  const [tsaKeys, ocspKeys] = keys.services;
  const root = createAuthority({
    subject: ROOT,
    keys: rootKeys!,
    notBefore: from(-400),
    notAfter: from(7300),
    publication: { crlUrls: [`${url}/root.crl`], issuerUrls: [`${url}/root.cer`] },
  });
  const issuing = createAuthority({
    subject: ISSUING,
    keys: issuingKeys!,
    notBefore: from(-390),
    notAfter: from(3650),
    parent: root,
    pathLength: 0,
    publication: {
      crlUrls: [`${url}/issuing.crl`],
      ocspUrls: [`${url}/ocsp`],
      issuerUrls: [`${url}/issuing.cer`],
    },
  });
  const service = (profile: 'tsa' | 'ocsp', commonName: string, own: KeyPair) => ({
    keys: own,
    certificate: issuing.issue({
      profile,
      subject: { country: 'VN', organization: 'Kyso Demo', commonName },
      publicKey: own.publicKey,
      notBefore: from(-30),
      notAfter: from(1095),
    }),
  });
  const tsa = service('tsa', 'Kyso Demo TSA', tsaKeys!);
  const ocsp = service('ocsp', 'Kyso Demo OCSP', ocspKeys!);
  const entitled = district.agencies.flatMap((agency) =>
    [null, ...agency.people].map((person) => ({ agency, person })),
  );
  const holders = entitled.map(({ agency, person }, i): Holder => {
    const own = keys.holders[i]!;
    const certificate = issuing.issue({
      profile: person === null ? 'agency' : 'person',
      subject: subjectOf(agency, person),
      publicKey: own.publicKey,
      notBefore: from(-30),
      notAfter: from(1065),
    });
    done(i + 1);
    return { agency, person, keys: own, certificate };
  });
  return { root, issuing, tsa, ocsp, holders };
}

function subjectOf(agency: DemoAgency, person: DemoPerson | null): Subject {
  const organization = agency.plan.name;
  const where = { country: 'VN', locality: `${DISTRICT}, ${PROVINCE}` };
  return person === null
    ? { ...where, organization, commonName: organization, userId: agency.uid }
    : { ...where, organization, title: person.title, commonName: person.name, userId: person.uid };
}
