import { Set as AsnSet, ObjectIdentifier, PrintableString, Sequence, Utf8String } from 'asn1js';
import { RelativeDistinguishedNames } from 'pkijs';

/** Whom a certificate names, in the attributes that certificates of Vietnamese offices carry. */
export interface Subject {
  readonly commonName: string;
  /** Title of a person (chức vụ). */
  readonly title?: string;
  readonly organizationalUnit?: string;
  readonly organization?: string;
  readonly locality?: string;
  /** Two letters. */
  readonly country?: string;
  /** Personal or agency number (UID). */
  readonly userId?: string;
}

const ATTRIBUTES = [
  ['country', '2.5.4.6'],
  ['locality', '2.5.4.7'],
  ['organization', '2.5.4.10'],
  ['organizationalUnit', '2.5.4.11'],
  ['title', '2.5.4.12'],
  ['commonName', '2.5.4.3'],
  ['userId', '0.9.2342.19200300.100.1.1'],
] as const;

/**
 * The subject as a distinguished name: one attribute in each RDN, widest first; country PrintableString,
 * the rest UTF8String (RFC 5280 clause 4.1.2.4). Encoded here because the library would put every
 * attribute into one multi-valued RDN; it keeps the octets that it has read.
 */
export function distinguishedName(subject: Subject): RelativeDistinguishedNames {
  const rdns = ATTRIBUTES.flatMap(([key, type]) => {
    const value = subject[key]?.normalize('NFC');
    if (value === undefined) return [];
    const string = key === 'country' ? new PrintableString({ value }) : new Utf8String({ value });
    const attribute = new Sequence({ value: [new ObjectIdentifier({ value: type }), string] });
    return [new AsnSet({ value: [attribute] })];
  });
  return RelativeDistinguishedNames.fromBER(new Sequence({ value: rdns }).toBER());
}
