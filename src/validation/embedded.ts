import { hash } from 'node:crypto';
import type { Evidence, TimestampFacts } from '../ades/evidence.ts';
import { type Certificate, readCertificate } from '../pki/index.ts';
import { fingerprint } from './fingerprint.ts';

/** What came with a signature, and keys under which results about it are remembered. */
export interface Embedded {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Equal for equal contents. */
  readonly key: string;
  /** Equal for equal certificates. */
  readonly certificatesKey: string;
}

/** Longer keys are hashed, so that a message with a thousand certificates does not fill the memory. */
const LONGEST_KEY = 512;

/** Reads what came beside a signature and inside its time stamps; what can't be read is passed over. */
export function readEmbedded(evidence: Evidence, tokens: readonly TimestampFacts[]): Embedded {
  const holders = [evidence, ...tokens];
  const certificates = new Map<string, Certificate>();
  for (const der of holders.flatMap((holder) => holder.certificates)) {
    const certificate = readable(der);
    if (certificate !== null) certificates.set(certificate.sha256, certificate);
  }
  const crls = holders.flatMap((holder) => holder.crls);
  const ocsps = holders.flatMap((holder) => holder.ocsps);
  const certificatesKey = short([...certificates.keys()].join());
  // what is no list as a list may be a response: each kind has its own place
  const key = short([certificatesKey, crls.map(fingerprint), ocsps.map(fingerprint)].join(';'));
  return { certificates: [...certificates.values()], crls, ocsps, key, certificatesKey };
}

/** The certificate in `der`, or null when there is none or it can't be read; each array is tried once. */
export function readable(der: Uint8Array | null): Certificate | null {
  if (der === null) return null;
  let known = tried.get(der);
  if (known === undefined) {
    known = read(der);
    tried.set(der, known);
  }
  return known;
}
const tried = new WeakMap<Uint8Array, Certificate | null>();

function read(der: Uint8Array): Certificate | null {
  try {
    return readCertificate(der);
  } catch {
    return null;
  }
}

function short(contents: string): string {
  return contents.length > LONGEST_KEY ? hash('sha256', contents, 'hex') : contents;
}
