import { digest } from '../../src/algorithm/index.ts';
import { usualAlgorithm } from '../../src/authority/index.ts';
import { prepareSignedAttributes } from '../../src/signature/cms/index.ts';
import { context, DerReader, der } from '../../src/syntax/der/index.ts';
import { craft, type Draft } from '../unit/signature/cms/craft.ts';
import type { Person, World } from './world.ts';

/** Signed attributes of a person's CAdES baseline signature over `content`, in DER order. */
export function baseline({ certificate }: Person, content: Uint8Array): Uint8Array[] {
  const messageDigest = digest('SHA-256', content);
  const attributes: Uint8Array[] = [];
  const prepared = prepareSignedAttributes({ certificate, digest: 'SHA-256', messageDigest });
  for (const set = DerReader.over(prepared).set(); !set.done; ) attributes.push(set.next().bytes);
  return attributes;
}

/** A person's CAdES signature of `content`, with the chain: enclosing it unless detached. */
export function signedMessage(
  world: World,
  name: string,
  content: Uint8Array,
  o: Partial<Draft> & { readonly detached?: boolean } = {},
): Uint8Array {
  const person = world.person(name);
  return craft({
    ...person,
    algorithm: { ...usualAlgorithm(person.keys.kind), digest: 'SHA-256' },
    signed: baseline(person, content),
    certificates: [person.certificate, ...world.intermediates],
    ...o,
    eContent: o.detached ? null : content,
  });
}

/** The same token with unsigned attributes on its one SignerInfo. */
export function withUnsigned(token: Uint8Array, ...attributes: Uint8Array[]): Uint8Array {
  const contentInfo = DerReader.over(token).sequence();
  const type = contentInfo.next().bytes;
  const fields = contentInfo.sequence(context(0, true)).sequence();
  const parts: Uint8Array[] = [];
  while (!fields.done) parts.push(fields.next().bytes);
  const signerInfo = DerReader.over(parts.pop()!).set().next().content;
  parts.push(der.set(der.sequence(signerInfo, der.tagged(context(1, true), ...attributes))));
  return der.sequence(type, der.tagged(context(0, true), der.sequence(...parts)));
}
