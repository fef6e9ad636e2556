import { hash } from 'node:crypto';

/** SHA-256 (hex), made once for each array: signatures of one document share their validation data. */
export function fingerprint(octets: Uint8Array): string {
  let known = fingerprints.get(octets);
  if (known === undefined) {
    known = hash('sha256', octets, 'hex');
    fingerprints.set(octets, known);
  }
  return known;
}
const fingerprints = new WeakMap<Uint8Array, string>();
