import type { Resolve } from '../filter/decode.ts';
import { malformed, unsupported } from '../findings.ts';
import { isDict, isInteger, isName, isString, type PdfDict, type PdfObject } from '../object.ts';

export type Method = 'identity' | 'rc4' | 'aes-128' | 'aes-256';

/** What the encryption dictionary says (ISO 32000-2 clauses 7.6.2 and 7.6.4.2, Tables 20, 21, 25). */
export interface Parameters {
  readonly version: number;
  readonly revision: number;
  /** File key in octets. */
  readonly keyLength: number;
  readonly owner: Uint8Array;
  readonly user: Uint8Array;
  readonly ownerKey: Uint8Array | undefined;
  readonly userKey: Uint8Array | undefined;
  readonly permissions: number;
  readonly perms: Uint8Array | undefined;
  readonly encryptMetadata: boolean;
  readonly strings: Method;
  readonly streams: Method;
  readonly embeddedFiles: Method;
  /** By crypt filter name, for streams that name their own. */
  readonly filters: ReadonlyMap<string, Method>;
}

export function readParameters(dict: PdfDict, resolve: Resolve): Parameters {
  const of = (key: string): PdfObject => resolve(dict.get(key));
  const filter = of('Filter');
  const subFilter = of('SubFilter');
  if (!isName(filter)) throw malformed('encrypt-filter');
  if (filter.value !== 'Standard')
    throw unsupported(
      isName(subFilter) && subFilter.value.startsWith('adbe.pkcs7')
        ? 'public-key-encryption'
        : 'encryption-handler',
    );
  const version = of('V');
  const revision = of('R');
  const length = of('Length');
  const permissions = of('P');
  if (!isInteger(version) || !isInteger(revision)) throw malformed('encrypt-version');
  if (!(VERSIONS[version] ?? []).includes(revision)) throw unsupported('encryption-version');
  if (!isInteger(permissions)) throw malformed('encrypt-permissions');
  const bits = version === 1 || !isInteger(length) ? 40 : length;
  if (version === 2 && (bits < 40 || bits > 128 || bits % 8 !== 0))
    throw malformed('encrypt-length');
  const modern = version === 5;
  const filters = version >= 4 ? readFilters(dict, resolve, version) : new Map<string, Method>();
  const streams = version >= 4 ? methodNamed(filters, of('StmF')) : 'rc4';
  const eff = of('EFF');
  return {
    version,
    revision,
    keyLength: modern ? 32 : version === 4 ? 16 : bits / 8,
    owner: octets(of('O'), modern ? 48 : 32),
    user: octets(of('U'), modern ? 48 : 32),
    ownerKey: modern ? octets(of('OE'), 32) : undefined,
    userKey: modern ? octets(of('UE'), 32) : undefined,
    permissions,
    perms: modern ? octets(of('Perms'), 16) : undefined,
    encryptMetadata: version < 4 || of('EncryptMetadata') !== false,
    strings: version >= 4 ? methodNamed(filters, of('StrF')) : 'rc4',
    streams,
    embeddedFiles: eff === null ? streams : methodNamed(filters, eff),
    filters,
  };
}

/** Which revisions of the standard handler go with which version. */
const VERSIONS: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3],
  2: [2, 3],
  4: [4],
  5: [5, 6],
};

export function methodNamed(filters: ReadonlyMap<string, Method>, name: PdfObject): Method {
  if (name === null) return 'identity';
  if (!isName(name)) throw malformed('crypt-filter');
  const method = filters.get(name.value);
  if (method === undefined) throw malformed('crypt-filter');
  return method;
}

function readFilters(dict: PdfDict, resolve: Resolve, version: number): Map<string, Method> {
  const filters = new Map<string, Method>([['Identity', 'identity']]);
  const all = resolve(dict.get('CF'));
  if (!isDict(all)) return filters;
  for (const key of all.keys) {
    if (key === 'Identity') continue; // Clause 7.6.6: the standard name can't be redefined.
    const one = resolve(all.get(key));
    const method = isDict(one) ? resolve(one.get('CFM')) : null;
    const value = isName(method) ? method.value : 'None';
    if (value === 'None') filters.set(key, 'identity');
    else if (value === 'V2' && version === 4) filters.set(key, 'rc4');
    else if (value === 'AESV2' && version === 4) filters.set(key, 'aes-128');
    else if (value === 'AESV3' && version === 5) filters.set(key, 'aes-256');
    else throw unsupported('crypt-filter-method');
  }
  return filters;
}

/** Producers pad these strings with zeros; what is too short can't be used. */
function octets(value: PdfObject, length: number): Uint8Array {
  if (!isString(value) || value.octets.length < length) throw malformed('encrypt-string');
  return value.octets.subarray(0, length);
}
