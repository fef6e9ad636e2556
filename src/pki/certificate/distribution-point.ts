import { context, DerReader } from '../../syntax/der/index.ts';
import { type GeneralName, readGeneralNames, uris } from './general-name.ts';
import { type Attribute, readRdn } from './name.ts';

/** ReasonFlags as a mask: bit n of the number is bit n of the BIT STRING (RFC 5280 clause 4.2.1.13). */
export const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
/** Bits 1 to 8; bit 0 is `unused` there. */
export const ALL_REASONS = 0x1fe;

export interface DistributionPointName {
  readonly fullName?: readonly GeneralName[];
  /** Relative to the name of the CRL's issuer. */
  readonly relativeName?: readonly Attribute[];
}

export interface DistributionPoint {
  readonly name: DistributionPointName | undefined;
  /** Mask of the reasons that the CRLs found there cover. */
  readonly reasons: number;
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

/** CRLDistributionPoints or FreshestCRL: the value of the extension. */
export function readDistributionPoints(value: Uint8Array): DistributionPoint[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  const points: DistributionPoint[] = [];
  do {
    const point = list.sequence();
    const name = readDistributionPointName(point);
    const reasons = readReasons(point, 1);
    const crlIssuer = point.optional(context(2, true));
    point.end();
    points.push({
      name,
      reasons: reasons ?? ALL_REASONS,
      crlIssuer: crlIssuer && readGeneralNames(DerReader.over(crlIssuer.content)),
    });
  } while (!list.done);
  return points;
}

/** The optional [0] DistributionPointName at the cursor of `reader`; its tag is explicit because it is a CHOICE. */
export function readDistributionPointName(reader: DerReader): DistributionPointName | undefined {
  const element = reader.optional(context(0, true));
  if (element === undefined) return undefined;
  const choice = DerReader.over(element.content);
  const name: DistributionPointName =
    choice.peek() === context(1, true)
      ? { relativeName: readRdn(choice.set(context(1, true))) }
      : { fullName: readGeneralNames(choice.sequence(context(0, true))) };
  choice.end();
  return name;
}

/** The optional ReasonFlags with tag [n] at the cursor of `reader`, as a mask. */
export function readReasons(reader: DerReader, n: number): number | undefined {
  if (reader.peek() !== context(n)) return undefined;
  const { octets } = reader.bits(context(n));
  let mask = 0;
  for (let bit = 1; bit < REASONS.length; bit++)
    if ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) mask |= 1 << bit;
  return mask;
}

export function addresses(points: readonly DistributionPoint[]): string[] {
  return points.flatMap((point) => uris(point.name?.fullName ?? []));
}
