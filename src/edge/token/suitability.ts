import { Fault } from '../../fault/fault.ts';
import { type Certificate, nameAttribute, nameText } from '../../pki/index.ts';
import type { Candidate, Obstacle } from './request.ts';

/** Shortest RSA key that kyso signs with (Thông tư 15/2025 Phụ lục I: 2048). */
const RSA_BITS = 2048;
const COMMON_NAME = '2.5.4.3';

/** Why this certificate can't make a signature at that time, or null. RFC 5280 clauses 4.1.2.5 and 4.2.1.3. */
export function certificateObstacle(certificate: Certificate, at: Date): Obstacle | null {
  const usage = certificate.keyUsage;
  if (usage && !usage.has('digitalSignature') && !usage.has('nonRepudiation'))
    return 'not-for-signing';
  if (!keySupported(certificate)) return 'key-unsupported';
  if (at < certificate.notBefore) return 'not-yet-valid';
  if (at > certificate.notAfter) return 'expired';
  return null;
}

/** The Fault that stands for a candidate's obstacle. */
export function obstacleFault(candidate: Candidate, obstacle: Obstacle): Fault {
  const { certificate } = candidate;
  const subject = holder(certificate);
  switch (obstacle) {
    case 'pin-locked':
      return new Fault('TOKEN_PIN_LOCKED');
    case 'pin-not-set':
    case 'pin-pad':
      return new Fault('TOKEN_REFUSED', { what: obstacle });
    case 'not-for-signing':
      return new Fault('CERTIFICATE_NOT_FOR_SIGNING', { subject });
    case 'key-unsupported':
      return new Fault('ALGORITHM_UNSUPPORTED', { what: 'key-unsupported' });
    case 'not-yet-valid':
      return new Fault('CERTIFICATE_NOT_YET_VALID', { subject, date: day(certificate.notBefore) });
    case 'expired':
      return new Fault('CERTIFICATE_EXPIRED', { subject, date: day(certificate.notAfter) });
  }
}

/** The holder's common name, or the whole subject; hostile text. */
export function holder(certificate: Certificate): string {
  return nameAttribute(certificate.subject, COMMON_NAME) ?? nameText(certificate.subject);
}

function keySupported({ key }: Certificate): boolean {
  if (key.type === 'rsa') return key.bits >= RSA_BITS;
  return key.type === 'ec' && (key.curve === 'prime256v1' || key.curve === 'secp384r1');
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
