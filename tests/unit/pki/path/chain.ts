import {
  anchorOf,
  type PathInputs,
  type PathResult,
  pathOf,
  validatePath,
} from '../../../../src/pki/index.ts';
import { AT, make, makeCa, newKeys, type Order, type Party } from '../forge.ts';

/** A root, an authority below it and leaves of one key, for tests of one path. */
export const root = makeCa({ subject: 'C=VN,O=Kyso,CN=Root' });
export const issuing = makeCa({ subject: 'C=VN,O=Kyso,CN=Issuing', issuer: root });
const keys = newKeys();
export const leafOf = (order: Partial<Order> = {}) =>
  make({ subject: 'C=VN,O=Kyso,CN=Leaf', issuer: issuing, keys, ...order });

export const check = (
  leaf: Party,
  above: readonly Party[],
  inputs?: PathInputs,
  at = AT,
  anchor = root,
) =>
  validatePath(
    pathOf(
      [leaf, ...above].map((party) => party.certificate),
      anchorOf(anchor.certificate),
    ),
    at,
    inputs,
  );

/** All that is wrong with a path, the most telling first. */
export const why = (result: PathResult) =>
  result.valid ? 'valid' : [...new Set(result.findings.map(({ because }) => because))].join();
