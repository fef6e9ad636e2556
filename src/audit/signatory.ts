import { plain } from '../register/plain.ts';

/** Whose certificate it is: a person's, an agency's, or not to be told. */
export type Signatory = 'person' | 'agency' | 'unknown';

/** Whose it is beside a document: the issuing agency's own, or another one's. */
export type SignatoryOfDocument = Signatory | 'other-agency';

/**
 * By what a certificate's subject is told to be an agency's or a person's. No primary text was found that fixes
 * this, so it is data: an auditor replaces it with a JSON file of the same shape.
 */
export interface SignatoryRule {
  /** Openings of the UID attribute (0.9.2342.19200300.100.1.1): tax code of a legal person. */
  readonly agencyUid: readonly string[];
  /** Citizen's card, older identity card, passport. */
  readonly personUid: readonly string[];
  /** organizationIdentifier (ETSI EN 319 412-1) in the subject tells an agency. */
  readonly agencyIdentifier: boolean;
  /** A title, surname or given name in the subject tells a person. */
  readonly personAttributes: boolean;
  /** How common names of agencies begin, with their accents (so that "Trường" is no "Trương"). */
  readonly agencyNames: readonly string[];
  /** Without any other mark, a common name that differs from the organisation is taken for a person's. */
  readonly personWhenNamesDiffer: boolean;
  /** An agency's signature counts only on documents of the agency that its common name names. */
  readonly agencyIsIssuer: boolean;
}

export const SIGNATORY_RULE: SignatoryRule = {
  agencyUid: ['MST:', 'MSO:'],
  personUid: ['CCCD:', 'CMND:', 'HC:'],
  agencyIdentifier: true,
  personAttributes: true,
  agencyNames: [
    'ủy ban ',
    'uỷ ban ',
    'ubnd ',
    'hội đồng ',
    'hđnd ',
    'văn phòng ',
    'sở ',
    'phòng ',
    'trường ',
    'bệnh viện ',
    'trung tâm ',
    'chi cục ',
    'cục ',
    'công an ',
    'đảng ủy ',
    'đảng uỷ ',
    'ban quản lý ',
    'ban chỉ huy ',
    'trạm ',
  ],
  personWhenNamesDiffer: true,
  agencyIsIssuer: true,
};

const UID = '0.9.2342.19200300.100.1.1';
const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
/** title, surname, givenName */
const PERSONAL = ['2.5.4.12', '2.5.4.4', '2.5.4.42'];
const ORGANISATION_IDENTIFIER = '2.5.4.97';

/**
 * Classes the subject of a certificate. `knownAgency` says whether a name is that of an organisation in the list.
 * UID comes first: an employee's certificate may carry the organisation's identifier beside the person's own.
 */
export function signatoryOf(
  subject: readonly { readonly oid: string; readonly value: string }[],
  rule: SignatoryRule,
  knownAgency: (name: string) => boolean,
): Signatory {
  const values = (oid: string) =>
    subject.filter((a) => a.oid === oid).map((a) => a.value.normalize('NFC'));
  const begins = (uid: string, prefixes: readonly string[]) =>
    prefixes.some((prefix) => uid.toUpperCase().startsWith(prefix.toUpperCase()));
  const uids = values(UID);
  const person = uids.some((uid) => begins(uid, rule.personUid));
  const agency = uids.some((uid) => begins(uid, rule.agencyUid));
  if (person !== agency) return person ? 'person' : 'agency';
  if (person && agency) return 'unknown';
  if (rule.agencyIdentifier && values(ORGANISATION_IDENTIFIER).length > 0) return 'agency';

  if (rule.personAttributes && PERSONAL.some((oid) => values(oid).length > 0)) return 'person';

  const commonName = values(COMMON_NAME).at(-1);
  if (commonName === undefined || plain(commonName) === '') return 'unknown';
  if (knownAgency(commonName)) return 'agency';
  const lower = `${commonName.trim().toLowerCase()} `;
  if (rule.agencyNames.some((opening) => lower.startsWith(opening.normalize('NFC'))))
    return 'agency';
  const organisations = values(ORGANISATION);
  if (organisations.length === 0) return 'unknown';
  if (organisations.some((name) => plain(name) === plain(commonName))) return 'agency';
  return rule.personWhenNamesDiffer ? 'person' : 'unknown';
}

/**
 * Whether a certificate's common name is the agency's name, the usual abbreviations written out. The organisation
 * (O) does not count: it is the superior agency in the certificates of its offices.
 */
export function isNamed(
  subject: readonly { readonly oid: string; readonly value: string }[],
  agency: string,
): boolean {
  return subject.some((a) => a.oid === COMMON_NAME && writtenOut(a.value) === writtenOut(agency));
}

function writtenOut(name: string): string {
  return plain(name)
    .replace(/\bubnd\b/g, 'uy ban nhan dan')
    .replace(/\bhdnd\b/g, 'hoi dong nhan dan');
}

/** Reads a rule from parsed JSON, what is absent staying as it is here; undefined when its shape is wrong. */
export function readSignatoryRule(json: unknown): SignatoryRule | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  for (const [key, value] of Object.entries(json)) {
    const standard = SIGNATORY_RULE[key as keyof SignatoryRule];
    if (standard === undefined) return undefined;
    const fits =
      typeof standard === 'boolean'
        ? typeof value === 'boolean'
        : Array.isArray(value) && value.every((v) => typeof v === 'string');
    if (!fits) return undefined;
  }
  return { ...SIGNATORY_RULE, ...json };
}
