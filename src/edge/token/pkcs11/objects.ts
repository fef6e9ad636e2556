import type { Handle, Module } from './binding.ts';
import type { StoredCertificate } from './calls.ts';
import { attempt } from './refused.ts';
import { CKA, CKO } from './values.ts';

/** Octets kept for one attribute: some modules answer the size query with 0 (domain: label 256, value 4096). */
const ATTRIBUTE_ROOM = 4096;
/** Objects of one class that are looked at. */
const OBJECTS = 64;

/** The certificate objects that a session shows, and what can be seen of their keys. */
export function storedCertificates(lib: Module, session: Handle): StoredCertificate[] {
  const privateKeys = new Map<string, boolean>();
  for (const key of find(lib, session, [{ type: CKA.CLASS, value: CKO.PRIVATE_KEY }])) {
    const always = attribute(lib, session, key, CKA.ALWAYS_AUTHENTICATE)?.[0] === 1;
    privateKeys.set(identity(lib, session, key), always);
  }
  const publicKeys = find(lib, session, [{ type: CKA.CLASS, value: CKO.PUBLIC_KEY }]).map((key) =>
    identity(lib, session, key),
  );
  const stored: StoredCertificate[] = [];
  for (const object of find(lib, session, [{ type: CKA.CLASS, value: CKO.CERTIFICATE }])) {
    const der = attribute(lib, session, object, CKA.VALUE);
    if (der === undefined || der.length === 0) continue;
    const id = identity(lib, session, object);
    stored.push({
      der: der.toString('base64'),
      id,
      label: text(attribute(lib, session, object, CKA.LABEL)?.toString('utf8') ?? ''),
      keySeen: id !== '' && (privateKeys.has(id) || publicKeys.includes(id)),
      alwaysAuthenticate: privateKeys.get(id) ?? null,
    });
  }
  return stored;
}

function identity(lib: Module, session: Handle, object: Handle): string {
  return attribute(lib, session, object, CKA.ID)?.toString('base64') ?? '';
}

/** Handles of the objects that fit a template. */
export function find(
  lib: Module,
  session: Handle,
  template: { type: number; value: number | Buffer }[],
): Handle[] {
  attempt(() => lib.C_FindObjectsInit(session, template));
  try {
    return attempt(() => lib.C_FindObjects(session, OBJECTS));
  } finally {
    attempt(() => lib.C_FindObjectsFinal(session));
  }
}

/** One attribute; undefined when the object lacks it or keeps it hidden. */
export function attribute(
  lib: Module,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  // First with room given, for modules whose size query answers 0; then as the standard has it, for what is longer.
  for (const value of [Buffer.alloc(ATTRIBUTE_ROOM), undefined]) {
    try {
      const [found] = lib.C_GetAttributeValue(session, object, [
        value === undefined ? { type } : { type, value },
      ]);
      return found?.value as Buffer | undefined;
    } catch {}
  }
  return undefined;
}

/** Blank- or NUL-padded text of fixed length. */
export function text(padded: string): string {
  return padded.replace(/[\0 ]+$/, '');
}
