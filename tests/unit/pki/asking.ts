import {
  anchorOf,
  type Crl,
  EKU,
  type OcspResponse,
  type RevocationData,
  type RevocationStatus,
  revocationOf,
} from '../../../src/pki/index.ts';
import { AT, type Extension, ext, make, makeCa, type Party } from './forge.ts';

/** A root, an authority, its leaf and its responders, and one question after the leaf's revocation. */
export const root = makeCa({ subject: 'CN=Root' });
export const ca = makeCa({ subject: 'CN=CA', issuer: root });
export const leaf = make({ subject: 'CN=Leaf', issuer: ca });
export const { serialOctets } = leaf.certificate;
export const other = make({ subject: 'CN=Other', issuer: ca });

export const responder = (more: readonly Extension[] = [ext.noCheck], issuer: Party = ca) =>
  make({
    subject: 'CN=OCSP',
    issuer,
    extensions: [ext.keyUsage(0), ext.eku(EKU.ocspSigning), ...more],
  });
export const good = responder();

export const ask = (
  data: Partial<RevocationData>,
  at = AT,
  certificate = leaf.certificate,
  issuer = ca,
) =>
  revocationOf(
    certificate,
    issuer.certificate,
    { crls: [], ocsps: [], certificates: [], anchors: [anchorOf(root.certificate)], ...data },
    at,
  );
export const word = (status: RevocationStatus) =>
  status.status === 'unknown' ? status.why : status.status;
export const byCrls = (...crls: Crl[]) => word(ask({ crls }));
export const byOcsps = (...ocsps: OcspResponse[]) => word(ask({ ocsps }));
export const listed = (...extensions: Extension[]) => [{ serial: serialOctets, extensions }];
