import { Fault } from '../../../fault/fault.ts';
import { filtersOf, type Resolve } from '../filter/decode.ts';
import type { Findings } from '../findings.ts';
import { isName, type PdfDict } from '../object.ts';
import { aesDecrypt, aesEncrypt } from './aes.ts';
import { type FileKey, fileKey, md5, permissionsMatch } from './key.ts';
import { type Method, methodNamed, type Parameters, readParameters } from './parameters.ts';
import { rc4 } from './rc4.ts';

export type Transform = (octets: Uint8Array) => Uint8Array;

/** The open standard security handler of a file (ISO 32000-2 clause 7.6). `undefined` transforms mean: as it is. */
export class Encryption {
  readonly openedAs: 'user' | 'owner';
  private readonly parameters: Parameters;
  private readonly key: Uint8Array;

  constructor(parameters: Parameters, { key, openedAs }: FileKey) {
    this.parameters = parameters;
    this.key = key;
    this.openedAs = openedAs;
  }

  readString(number: number, generation: number): Transform | undefined {
    return this.reader(this.parameters.strings, number, generation);
  }

  readStream(
    dict: PdfDict,
    resolve: Resolve,
    number: number,
    generation: number,
  ): Transform | undefined {
    return this.reader(this.methodOf(dict, resolve), number, generation);
  }

  writeString(number: number, generation: number): Transform | undefined {
    return this.writer(this.parameters.strings, number, generation);
  }

  writeStream(
    dict: PdfDict,
    resolve: Resolve,
    number: number,
    generation: number,
  ): Transform | undefined {
    return this.writer(this.methodOf(dict, resolve), number, generation);
  }

  private reader(method: Method, number: number, generation: number): Transform | undefined {
    if (method === 'identity') return undefined;
    const key = this.objectKey(method, number, generation);
    return method === 'rc4' ? (data) => rc4(key, data) : (data) => aesDecrypt(key, data);
  }

  private writer(method: Method, number: number, generation: number): Transform | undefined {
    if (method === 'identity') return undefined;
    const key = this.objectKey(method, number, generation);
    if (method === 'rc4') return (data) => rc4(key, data);
    let count = 0;
    return (data) => aesEncrypt(key, data, `${number} ${generation} ${count++} `);
  }

  /** Algorithm 1; AES-256 uses the file key itself (1.A). */
  private objectKey(method: Method, number: number, generation: number): Uint8Array {
    if (method === 'aes-256') return this.key;
    const place = Uint8Array.of(number, number >> 8, number >> 16, generation, generation >> 8);
    const salt = method === 'aes-128' ? [Buffer.from('sAlT', 'latin1')] : [];
    return md5(this.key, place, ...salt).subarray(0, Math.min(this.key.length + 5, 16));
  }

  /** A /Crypt filter names its own method; metadata and embedded files have theirs (Tables 14, 20). */
  private methodOf(dict: PdfDict, resolve: Resolve): Method {
    const { version, filters, streams, embeddedFiles, encryptMetadata } = this.parameters;
    const type = resolve(dict.get('Type'));
    if (isName(type, 'XRef')) return 'identity';
    if (version < 4) return streams;
    const own = dict.has('Filter')
      ? filtersOf(dict, resolve).find((filter) => filter.name === 'Crypt')
      : undefined;
    if (own !== undefined) return methodNamed(filters, resolve(own.parameters?.get('Name')));
    if (isName(type, 'Metadata') && !encryptMetadata) return 'identity';
    return isName(type, 'EmbeddedFile') ? embeddedFiles : streams;
  }
}

/** Opens the handler with the given password, or the empty one. Faults: DOCUMENT_PASSWORD, DOCUMENT_UNSUPPORTED, DOCUMENT_MALFORMED. */
export function openEncryption(
  dict: PdfDict,
  resolve: Resolve,
  id: Uint8Array,
  password: string | undefined,
  findings: Findings,
): Encryption {
  const parameters = readParameters(dict, resolve);
  const opened =
    (password === undefined ? undefined : fileKey(parameters, id, password)) ??
    fileKey(parameters, id, '');
  if (opened === undefined)
    throw new Fault('DOCUMENT_PASSWORD', {
      what: password === undefined ? 'password-needed' : 'password-wrong',
    });
  if (!permissionsMatch(parameters, opened.key)) findings.repair('encrypt-permissions-differ');
  return new Encryption(parameters, opened);
}
