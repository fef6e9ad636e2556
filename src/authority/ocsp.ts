import {
  BitString,
  Constructed,
  Enumerated,
  GeneralizedTime,
  OctetString,
  Primitive,
} from 'asn1js';
import {
  BasicOCSPResponse,
  type CertID,
  Certificate,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from 'pkijs';
import { digest, digestByOid, type SignatureAlgorithm } from '../algorithm/index.ts';
import { sameOctets } from '../bytes/hex.ts';
import { wholeSecond } from './certificate.ts';
import { REASONS, type Reason } from './crl.ts';
import { buffer, keyIdentifier } from './extensions.ts';
import { type KeyPair, usualAlgorithm } from './keys.ts';
import { signatureIdentifier, signWith } from './sign.ts';
import { distinguishedName, type Subject } from './subject.ts';

export type CertificateState =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly at: Date; readonly reason?: Reason }
  | { readonly status: 'unknown' };

export interface OcspResponder {
  readonly keys: KeyPair;
  /** The responder's certificate, sent with every answer unless it is the issuer itself. */
  readonly certificate: Uint8Array | null;
  /** The CA whose certificates are asked after. */
  readonly issuer: Subject;
  /** State of a serial number (lower-case hexadecimal, no leading zero octets) at a time. */
  readonly state: (serial: string, at: Date) => CertificateState;
  /** Seconds from thisUpdate to nextUpdate; null leaves nextUpdate out. */
  readonly validFor: number | null;
  readonly algorithm?: SignatureAlgorithm;
}

const NONCE = '1.3.6.1.5.5.7.48.1.2';
const BASIC = '1.3.6.1.5.5.7.48.1.1';

/**
 * DER of the OCSPResponse (RFC 6960) to a DER OCSPRequest at the time given. A request that can't be read
 * gets malformedRequest; a certificate of another issuer gets status unknown. The nonce is echoed.
 */
export function answerOcsp(request: Uint8Array, responder: OcspResponder, at: Date): Uint8Array {
  let asked: OCSPRequest;
  try {
    asked = OCSPRequest.fromBER(buffer(request));
  } catch {
    return new Uint8Array(
      new OCSPResponse({ responseStatus: new Enumerated({ value: 1 }) }).toSchema().toBER(),
    );
  }
  const nonce = asked.tbsRequest.requestExtensions?.filter(({ extnID }) => extnID === NONCE) ?? [];
  const data = new ResponseData({
    responderID: responderId(responder),
    producedAt: wholeSecond(at),
    responses: asked.tbsRequest.requestList.map(({ reqCert }) => single(reqCert, responder, at)),
    ...(nonce.length > 0 ? { responseExtensions: nonce } : {}),
  });
  return signed(data, responder);
}

function signed(data: ResponseData, responder: OcspResponder): Uint8Array {
  const algorithm = responder.algorithm ?? usualAlgorithm(responder.keys.kind);
  const tbs = new Uint8Array(data.toSchema(true).toBER());
  data.tbsView = tbs;
  const basic = new BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: signatureIdentifier(algorithm),
    signature: new BitString({ valueHex: buffer(signWith(responder.keys, algorithm, tbs)) }),
    ...(responder.certificate === null
      ? {}
      : { certs: [Certificate.fromBER(buffer(responder.certificate))] }),
  });
  const response = new OCSPResponse({
    responseStatus: new Enumerated({ value: 0 }),
    responseBytes: new ResponseBytes({
      responseType: BASIC,
      response: new OctetString({ valueHex: basic.toSchema().toBER() }),
    }),
  });
  return new Uint8Array(response.toSchema().toBER());
}

/** ResponderID byKey: SHA-1 of the responder's key (RFC 6960 clause 4.2.2.3). */
function responderId({ keys }: OcspResponder): OctetString {
  return new OctetString({ valueHex: buffer(keyIdentifier(keys.publicKey)) });
}

function single(id: CertID, responder: OcspResponder, at: Date): SingleResponse {
  const thisUpdate = wholeSecond(at);
  const serial = Buffer.from(id.serialNumber.valueBlock.valueHexView).toString('hex');
  const state: CertificateState = isIssuer(id, responder)
    ? responder.state(serial.replace(/^(00)+(?=..)/, ''), at)
    : { status: 'unknown' };
  return new SingleResponse({
    certID: id,
    certStatus: status(state),
    thisUpdate,
    ...(responder.validFor === null
      ? {}
      : { nextUpdate: new Date(thisUpdate.getTime() + responder.validFor * 1000) }),
  });
}

function isIssuer(id: CertID, { issuer }: OcspResponder): boolean {
  const hash = digestByOid(id.hashAlgorithm.algorithmId);
  if (hash === undefined) return false;
  const subject = new Uint8Array(distinguishedName(issuer).toSchema().toBER());
  return sameOctets(digest(hash, subject), id.issuerNameHash.valueBlock.valueHexView);
}

/** CertStatus (RFC 6960 clause 4.2.1): good [0], revoked [1], unknown [2], IMPLICIT. */
function status(state: CertificateState): Primitive | Constructed {
  if (state.status !== 'revoked')
    return new Primitive({ idBlock: { tagClass: 3, tagNumber: state.status === 'good' ? 0 : 2 } });
  const reason =
    state.reason === undefined
      ? []
      : [
          new Constructed({
            idBlock: { tagClass: 3, tagNumber: 0 },
            value: [new Enumerated({ value: REASONS[state.reason] })],
          }),
        ];
  return new Constructed({
    idBlock: { tagClass: 3, tagNumber: 1 },
    value: [new GeneralizedTime({ valueDate: wholeSecond(state.at) }), ...reason],
  });
}
