import { Fault } from '../../fault/fault.ts';

/** DER_MALFORMED with its detail; `at` is the offset in the octets being read. */
export function malformed(what: string, at?: number): Fault {
  return new Fault('DER_MALFORMED', at === undefined ? { what } : { what, at });
}
