import { anchorOf, readCertificate, type TrustAnchor } from '../pki/index.ts';
import type { Policy } from '../validation/index.ts';

/** A policy that can be handed to a thread: certificates as DER, lists in memory that all threads share. */
export type PortablePolicy = Omit<Policy, 'anchors' | 'tsaAnchors' | 'intermediates'> & {
  readonly anchors: readonly PortableAnchor[];
  readonly tsaAnchors: readonly PortableAnchor[];
  readonly intermediates: readonly Uint8Array[];
};

/** An anchor without a certificate stays name and key. */
type PortableAnchor = Uint8Array | TrustAnchor;

export function toPortable(policy: Policy): PortablePolicy {
  const anchor = (one: TrustAnchor) => one.certificate?.der ?? one;
  return {
    ...policy,
    anchors: policy.anchors.map(anchor),
    tsaAnchors: policy.tsaAnchors.map(anchor),
    intermediates: policy.intermediates.map(({ der }) => der),
    crls: policy.crls.map(shared),
    ocsps: policy.ocsps.map(shared),
  };
}

export function fromPortable(policy: PortablePolicy): Policy {
  const anchor = (one: PortableAnchor) =>
    one instanceof Uint8Array ? anchorOf(readCertificate(one)) : one;
  return {
    ...policy,
    anchors: policy.anchors.map(anchor),
    tsaAnchors: policy.tsaAnchors.map(anchor),
    intermediates: policy.intermediates.map(readCertificate),
  };
}

/** A revocation list may have tens of megabytes: one copy for all threads. */
function shared(octets: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(octets.length));
  copy.set(octets);
  return copy;
}
