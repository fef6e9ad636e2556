import type { Certificate } from '../certificate/certificate.ts';
import type {
  DistributionPoint,
  DistributionPointName,
} from '../certificate/distribution-point.ts';
import { type GeneralName, generalNameText } from '../certificate/general-name.ts';
import { type Name, nameKey, rdnsKey, sameName } from '../certificate/name.ts';
import type { Crl } from './crl.ts';

/**
 * Whether a complete CRL speaks of a certificate through one of its distribution points: RFC 5280 clause 6.3.3(b).
 */
export function isInScope(crl: Crl, certificate: Certificate, point: DistributionPoint): boolean {
  const { distributionPoint: scope } = crl;
  if (point.crlIssuer) {
    if (!scope.indirect || !directoryNames(point.crlIssuer).some((n) => sameName(n, crl.issuer)))
      return false;
  } else if (!sameName(crl.issuer, certificate.issuer)) return false;
  if (scope.name) {
    const wanted = new Set(pointNames(point, certificate));
    if (!nameTexts(scope.name, crl.issuer).some((text) => wanted.has(text))) return false;
  }
  const ca = certificate.basicConstraints?.ca === true;
  return !(scope.onlyAttributes || (scope.onlyUsers && ca) || (scope.onlyAuthorities && !ca));
}

/** The point that RFC 5280 clause 6.3.3 assumes behind those named: everything the issuer publishes under its name. */
export function impliedPoint(certificate: Certificate, reasons: number): DistributionPoint {
  return {
    name: { fullName: [{ kind: 'directory', name: certificate.issuer }] },
    reasons,
    crlIssuer: undefined,
  };
}

function pointNames(point: DistributionPoint, certificate: Certificate): string[] {
  const issuers = directoryNames(point.crlIssuer ?? []);
  if (!point.name) return (point.crlIssuer ?? []).map(textOf);
  return nameTexts(point.name, issuers[0] ?? certificate.issuer);
}

/** Comparable texts of a distribution point name; a relative one stands below its CRL issuer (clause 4.2.1.13). */
function nameTexts({ fullName, relativeName }: DistributionPointName, issuer: Name): string[] {
  if (relativeName) return [`directory:${rdnsKey([...issuer.rdns, relativeName])}`];
  return (fullName ?? []).map(textOf);
}

function textOf(name: GeneralName): string {
  return name.kind === 'directory' ? `directory:${nameKey(name.name)}` : generalNameText(name);
}

function directoryNames(names: readonly GeneralName[]): Name[] {
  return names.flatMap((name) => (name.kind === 'directory' ? [name.name] : []));
}
