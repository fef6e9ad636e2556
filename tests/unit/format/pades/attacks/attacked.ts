import { expect } from 'vitest';
import { memorySource } from '../../../../../src/bytes/source.ts';
import { examine } from '../../../../../src/examination/index.ts';
import type { Policy } from '../../../../../src/validation/index.ts';
import { trusting } from '../../../validation/evidence.ts';
import { changes, open, signingWorld } from '../paper.ts';

const AT = new Date('2026-11-23T02:00:00Z');
let policy: Policy | undefined;

/** To be awaited before verdicts: the policy that trusts whoever `sign` signs as. */
export async function trustSigners(): Promise<void> {
  policy ??= trusting(await signingWorld(), AT);
}

/** The document examined: verdicts, or a fault that has a name. */
export function examined(file: Uint8Array) {
  const document = examine(memorySource(file), 'a.pdf', policy!, AT, { sha256: false });
  expect(document.fault?.code).not.toBe('BUG');
  return document;
}

/** `id: INDICATION` of every signature, or the fault that refuses the file, by name. */
export function verdicts(file: Uint8Array): string[] {
  const document = examined(file);
  if (document.fault !== null) return [document.fault.code];
  return document.signatures.map(
    ({ evidence, verdict }) => `${evidence.id}: ${verdict.indication}`,
  );
}

/** The attack fails: nothing that the victim signed passes, and it is neither hidden nor an unnamed error. */
export function expectRefused(file: Uint8Array, ids?: readonly string[]): void {
  const found = verdicts(file);
  expect(found.length).toBeGreaterThan(0);
  const passed = found.filter((one) => one.endsWith(': TOTAL-PASSED'));
  const own =
    ids === undefined ? passed : passed.filter((p) => ids.some((id) => p.startsWith(`${id}:`)));
  expect(own).toEqual([]);
}

/** `open` and `changes` of a file that must be refused. */
export function openRefused(file: Uint8Array) {
  expectRefused(file);
  return open(file);
}

export function refusedChanges(file: Uint8Array, id = 'Signature1'): string[] {
  expectRefused(file, [id]);
  return changes(file, id);
}
