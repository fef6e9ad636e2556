import type { StrengthTable, Until } from '../../algorithm/index.ts';
import { Fault } from '../../fault/fault.ts';
import type { Constraints } from '../policy.ts';
import { BASIC } from './basic.ts';
import { VN_PUBLIC } from './vn-public.ts';

/** The policies that kyso knows by name. */
export const POLICIES: ReadonlyMap<string, Constraints> = new Map(
  [BASIC, VN_PUBLIC].map((policy) => [policy.id, policy]),
);

/**
 * Reads a policy file, `kyso.policy/1` in JSON: `extends` names the policy it starts from (`basic` unless given), every other
 * member replaces that of the same name; rows of `digests` and `keys` replace single rows. Times are ISO 8601 durations of
 * days, hours and minutes (`P7D`, `PT30M`), null for none. Fault POLICY_MALFORMED {what, member?}: a member that is
 * not known is one too, for it would be taken to hold.
 */
export function readConstraints(text: string): Constraints {
  const {
    schema,
    extends: base = 'basic',
    digests,
    keys,
    schemes,
    ...own
  } = object(parse(text), '');
  if (schema !== 'kyso.policy/1') throw malformed('policy-schema');
  const from = typeof base === 'string' ? POLICIES.get(base) : undefined;
  if (from === undefined) throw malformed('policy-base', 'extends');
  if (typeof own.id !== 'string' || !/^[\w.-]{1,64}$/.test(own.id))
    throw malformed('policy-value', 'id');
  const unknown = Object.keys(own).find((member) => !Object.hasOwn(MEMBERS, member));
  if (unknown !== undefined) throw malformed('policy-member', unknown);
  const read = Object.entries(own).map(([member, value]) => {
    const made = MEMBERS[member as keyof typeof MEMBERS](value);
    if (made === undefined) throw malformed('policy-value', member);
    return [member, made] as const;
  });
  return {
    ...from,
    ...Object.fromEntries(read),
    strength: readStrength(from, digests, keys, schemes),
  };
}

/** What each member may be; undefined where it is nothing of the kind. */
const MEMBERS = {
  id: (value: unknown) => value,
  signingCertificateReference: oneOf('ades', 'always'),
  freshness: duration,
  timestampDelay: duration,
  timestampRequired: flag,
  subjectNamed: flag,
  criteria: flag,
  certificatePolicies: (value: unknown) => {
    if (value === null) return null;
    const oids = Array.isArray(value) && value.length > 0 && value.every(isOid);
    return oids ? (value as string[]) : undefined;
  },
} as const satisfies Record<keyof Omit<Constraints, 'strength'>, (value: unknown) => unknown>;

function readStrength(
  { strength }: Constraints,
  digests: unknown,
  keys: unknown,
  schemes: unknown,
): StrengthTable {
  const known = SCHEMES as readonly unknown[];
  if (schemes !== undefined && !(Array.isArray(schemes) && schemes.every((s) => known.includes(s))))
    throw malformed('policy-value', 'schemes');
  const rows = (
    member: string,
    value: unknown,
    names: readonly string[],
    row: (v: unknown) => boolean,
  ) => {
    const all = value === undefined ? {} : object(value, member);
    const wrong = Object.entries(all).find(([name, v]) => !names.includes(name) || !row(v));
    if (wrong) throw malformed('policy-value', `${member}.${wrong[0]}`);
    return all;
  };
  return {
    digests: { ...strength.digests, ...rows('digests', digests, DIGESTS, isUntil) },
    keys: { ...strength.keys, ...rows('keys', keys, KEYS, isKeyRows) },
    schemes: (schemes as StrengthTable['schemes'] | undefined) ?? strength.schemes,
  };
}

const DIGESTS = Object.keys(BASIC.strength.digests);
const KEYS = Object.keys(BASIC.strength.keys);
const SCHEMES = BASIC.strength.schemes;

function isUntil(value: unknown): value is Until {
  if (value === 'no end') return true;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(value);
  // the 30th of February would silently be another day
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** Largest keys first: the first row that fits is the one that counts. */
function isKeyRows(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every(
    (row, i) =>
      Array.isArray(row) &&
      row.length === 2 &&
      Number.isSafeInteger(row[0]) &&
      isUntil(row[1]) &&
      (i === 0 || row[0] < value[i - 1][0]),
  );
}

function duration(value: unknown): number | null | undefined {
  if (value === null) return null;
  const parts =
    typeof value === 'string' &&
    /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?$/.exec(value);
  if (!parts || value === 'P' || value.endsWith('T')) return undefined;
  const [days, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60_000;
}

function oneOf(...values: readonly string[]) {
  return (value: unknown) => (values.includes(value as string) ? value : undefined);
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function isOid(value: unknown): boolean {
  return typeof value === 'string' && /^[0-2](\.(0|[1-9]\d*))+$/.test(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('POLICY_MALFORMED', { what: 'policy-json' }, { cause });
  }
}

function object(value: unknown, member: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('policy-value', member);
  return value as Record<string, unknown>;
}

function malformed(what: string, member?: string): Fault {
  return new Fault('POLICY_MALFORMED', member ? { what, member } : { what });
}
