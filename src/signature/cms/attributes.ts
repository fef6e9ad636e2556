import { Fault } from '../../fault/fault.ts';
import { DerReader, TAG } from '../../syntax/der/index.ts';
import { LIMITS } from './limits.ts';

/** An Attribute (RFC 5652 clause 5.3): its values as whole DER elements, in the order given. */
export interface Attribute {
  /** The whole element. */
  readonly bytes: Uint8Array;
  readonly oid: string;
  readonly values: readonly Uint8Array[];
}

/** Attributes of a SET OF (or SEQUENCE OF, in old PKCS#7 writers' habit) under its implicit `tag`. */
export function readAttributes(octets: Uint8Array, tag: number): Attribute[] {
  const outer = DerReader.over(octets);
  const attributes: Attribute[] = [];
  let count = 0;
  for (const set = outer.set(tag); !set.done; ) {
    const { bytes } = set.read(TAG.SEQUENCE);
    const fields = DerReader.over(bytes).sequence();
    const oid = fields.oid();
    const values: Uint8Array[] = [];
    for (const inner = fields.set(); !inner.done; ) {
      values.push(inner.next().bytes);
      if (++count > LIMITS.attributeValues) throw tooMany();
    }
    fields.end();
    if (attributes.length === LIMITS.attributes) throw tooMany();
    attributes.push({ bytes, oid, values });
  }
  outer.end();
  return attributes;
}

const tooMany = () => new Fault('DER_LIMIT', { what: 'cms-attributes' });

/** All values of all attributes of that type: for types that may repeat. */
export function valuesOf(attributes: readonly Attribute[], oid: string): Uint8Array[] {
  return attributes.filter((attribute) => attribute.oid === oid).flatMap(({ values }) => values);
}

/**
 * The value of a type that must occur once with one value (RFC 5652 clauses 11.1 to 11.3, RFC 5035 clause 4):
 * undefined when absent, 'repeated' when there is another number of attributes or values than one.
 */
export function onlyValue(
  attributes: readonly Attribute[],
  oid: string,
): Uint8Array | 'repeated' | undefined {
  let found: Attribute | undefined;
  for (const attribute of attributes) {
    if (attribute.oid !== oid) continue;
    if (found !== undefined) return 'repeated';
    found = attribute;
  }
  if (found === undefined) return undefined;
  return found.values.length === 1 ? found.values[0]! : 'repeated';
}

/** Whole attribute elements of an encoded set, in the order given. */
export function attributeElements(octets: Uint8Array): Uint8Array[] {
  const elements: Uint8Array[] = [];
  for (const set = DerReader.over(octets).sequence(octets[0]); !set.done; )
    elements.push(set.read(TAG.SEQUENCE).bytes);
  return elements;
}
