import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOcsp, answerTimestamp, type KeyPair, type Subject } from '../../authority/index.ts';
import { type AuthorityService, openAuthorityService, TYPES } from './service.ts';

/** What an authority's service needs, as a folder holds it. */
export interface ServiceFiles {
  readonly rootCertificate: Uint8Array;
  readonly issuingCertificate: Uint8Array;
  readonly issuingSubject: Subject;
  readonly tsa: Responder;
  readonly ocsp: Responder;
}

interface Responder {
  readonly keys: KeyPair;
  readonly certificate: Uint8Array;
}

/** Writes what `serveAuthority` reads: two services' P-256 keys (PKCS #8, unprotected) and their certificates. */
export function writeServiceFiles(folder: string, files: ServiceFiles): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  write('root.cer', files.rootCertificate);
  write('issuing.cer', files.issuingCertificate);
  write('issuing.json', JSON.stringify(files.issuingSubject));
  for (const name of ['tsa', 'ocsp'] as const) {
    const { keys, certificate } = files[name];
    write(`${name}.cer`, certificate);
    write(`${name}.key`, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  }
}

/**
 * Serves CRLs (as they lie in `crls` when asked for), issuer certificates, OCSP and time stamps on loopback,
 * from the files of `writeServiceFiles`. It calls every certificate good that is asked after.
 */
export async function serveAuthority(
  folder: string,
  crls: string,
  port: number,
  now: () => Date,
): Promise<AuthorityService> {
  const service = await openAuthorityService(port);
  publishAuthority(service, folder, crls, now);
  return service;
}

/** `serveAuthority` for a service that is open already. */
export function publishAuthority(
  service: AuthorityService,
  folder: string,
  crls: string,
  now: () => Date,
): void {
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  const responder = (name: string): Responder => {
    const privateKey = createPrivateKey(readFileSync(join(folder, `${name}.key`)));
    const keys: KeyPair = { kind: 'p256', privateKey, publicKey: createPublicKey(privateKey) };
    return { keys, certificate: read(`${name}.cer`) };
  };
  const issuing = read('issuing.cer');
  const file = (path: string, type: string, place: string) =>
    service.publish(path, {
      type,
      answer: () => (existsSync(place) ? new Uint8Array(readFileSync(place)) : new Uint8Array()),
    });
  file('/root.cer', TYPES.certificate, join(folder, 'root.cer'));
  file('/issuing.cer', TYPES.certificate, join(folder, 'issuing.cer'));
  file('/root.crl', TYPES.crl, join(crls, 'root.crl'));
  file('/issuing.crl', TYPES.crl, join(crls, 'issuing.crl'));

  const tsa = {
    ...responder('tsa'),
    chain: [issuing],
    policy: '1.3.6.1.4.1.55555.1',
    accuracy: 1,
  };
  service.publish('/tsa', {
    type: TYPES.timestamp,
    answer: (query) => answerTimestamp(query, tsa, now()),
  });
  const ocsp = {
    ...responder('ocsp'),
    issuer: JSON.parse(readFileSync(join(folder, 'issuing.json'), 'utf8')) as Subject,
    state: () => ({ status: 'good' as const }),
    validFor: 3600,
  };
  service.publish('/ocsp', { type: TYPES.ocsp, answer: (query) => answerOcsp(query, ocsp, now()) });
}
