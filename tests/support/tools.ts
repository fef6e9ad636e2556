import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';

/** The Debian package that brings each outside judge. */
const PACKAGES = {
  pdfsig: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdffonts: 'poppler-utils',
  qpdf: 'qpdf',
  mutool: 'mupdf-tools',
  openssl: 'openssl',
  xmlsec1: 'xmlsec1',
  'softhsm2-util': 'softhsm2',
  'pkcs11-tool': 'opensc',
  chromium: 'chromium',
  gcc: 'gcc',
  xmllint: 'libxml2-utils',
} as const;
export type Tool = keyof typeof PACKAGES;

const SOFTHSM_MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** Absolute path of an outside tool, or undefined. */
export function findTool(name: Tool): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Absolute path of the SoftHSM PKCS#11 module, or undefined. */
export function findSoftHsm(): string | undefined {
  return SOFTHSM_MODULES.find((path) => existsSync(path));
}

/**
 * Absolute path of an outside tool. Where it is missing: a failure under CI=true; on a person's machine
 * the test is skipped when its context is given (`test('…', (t) => { requireTool('qpdf', t) })`).
 */
export function requireTool(name: Tool, test?: TestContext): string {
  return found(findTool(name), `${name} (Debian package ${PACKAGES[name]})`, test);
}

/** Absolute path of the SoftHSM module, on the terms of `requireTool`. */
export function requireSoftHsm(test?: TestContext): string {
  return found(findSoftHsm(), 'libsofthsm2.so (Debian package softhsm2)', test);
}

/** For `describe.skipIf(missing('qpdf'))`: true on a person's machine without the tool; throws under CI=true. */
export function missing(...names: readonly (Tool | 'softhsm')[]): boolean {
  const absent = names.filter((n) => (n === 'softhsm' ? findSoftHsm() : findTool(n)) === undefined);
  if (absent.length > 0 && process.env.CI === 'true')
    throw new Error(`CI must have every outside tool; missing: ${absent.join(', ')}`);
  return absent.length > 0;
}

function found(path: string | undefined, what: string, test: TestContext | undefined): string {
  if (path !== undefined) return path;
  if (process.env.CI !== 'true' && test !== undefined) test.skip(`needs ${what}`);
  throw new Error(`this test needs ${what}`);
}
