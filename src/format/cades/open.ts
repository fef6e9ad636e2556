import type { CmsFacts, Evidence, FormatFault } from '../../ades/evidence.ts';
import { digest } from '../../algorithm/index.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { memorySource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import {
  examineSigner,
  LIMITS,
  OID,
  readSignedData,
  readSignerInfo,
  type SignedData,
  type SignerInfo,
  valuesOf,
} from '../../signature/cms/index.ts';
import { type Contents, SignedContent } from './content.ts';
import { readMessage } from './message.ts';

/**
 * Every signature of a CMS message as Evidence: each SignerInfo, and behind it the countersignatures it carries. What
 * can't be read of one hides no other. Throws DOCUMENT_UNSUPPORTED for a message that is no signature at all,
 * DOCUMENT_MALFORMED or DOCUMENT_LIMIT when the message can't be read.
 */
export function openCades(source: ByteSource, o: Contents = {}): Opening {
  const signed = readDocument(readMessage(source));
  const message: Opened = { signed, content: new SignedContent(signed, o), found: [] };
  signed.signerSet.forEach((signer, i) => {
    examine(message, signer, { id: `${i + 1}`, parent: null, depth: 0 });
  });
  const outside = signed.eContent === undefined && message.content.source !== undefined;
  return { signatures: message.found, contentOutside: outside };
}

export interface Opening {
  readonly signatures: readonly Evidence[];
  /** Content from outside the message was taken for what it signs. */
  readonly contentOutside: boolean;
}

interface Opened {
  readonly signed: SignedData;
  readonly content: SignedContent;
  readonly found: Evidence[];
}

/** Where a signature stands: of a countersignature also what it signs. */
interface Place {
  readonly id: string;
  readonly parent: { readonly id: string; readonly signature: Uint8Array } | null;
  readonly depth: number;
}

function readDocument(octets: Uint8Array): SignedData {
  try {
    const signed = readSignedData(octets, { keepUnreadable: true });
    if (signed.eContentType === OID.timestampInfo)
      throw new Fault('DOCUMENT_UNSUPPORTED', { what: 'timestamp-token-alone' });
    return signed;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, data } = error;
    if (data.what === 'cms-not-signed-data')
      throw new Fault('DOCUMENT_UNSUPPORTED', data, { cause: error });
    if (code === 'DER_MALFORMED') throw new Fault('DOCUMENT_MALFORMED', data, { cause: error });
    if (code === 'DER_LIMIT') throw new Fault('DOCUMENT_LIMIT', data, { cause: error });
    throw error;
  }
}

function examine(message: Opened, signer: SignerInfo | Fault, place: Place): void {
  const { signed, content, found } = message;
  if (found.length === 2 * LIMITS.signers || place.depth > LIMITS.countersignatureDepth)
    throw new Fault('DOCUMENT_LIMIT', { what: 'cms-countersignatures' });
  if (signer instanceof Fault) {
    const detail = String(signer.data.what ?? signer.code);
    found.push(evidence(message, place, null, [{ what: 'signer-unreadable', data: { detail } }]));
    return;
  }
  const { parent } = place;
  if (parent === null) {
    const cms = examineSigner(signed, signer, content.digest, signed.eContentType, content.source);
    const faults = signer.signedAttributes === undefined ? content.faults : withoutBare(content);
    found.push(evidence(message, place, cms, faults));
  } else {
    const { signature } = parent;
    const over = memorySource(signature);
    const cms = examineSigner(signed, signer, (name) => digest(name, signature), null, over);
    found.push(evidence(message, place, cms, []));
  }
  valuesOf(signer.unsigned, OID.countersignature).forEach((value, i) => {
    examine(message, readCountersignature(value), {
      id: `${place.id}.${i + 1}`,
      parent: { id: place.id, signature: signer.signature },
      depth: place.depth + 1,
    });
  });
}

/** With signed attributes the signature is not over the content itself, so it may be anything. */
function withoutBare({ faults }: SignedContent): FormatFault[] {
  return faults.filter(({ what }) => what !== 'content-is-attributes');
}

function readCountersignature(value: Uint8Array): SignerInfo | Fault {
  try {
    return readSignerInfo(value);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** A message has one revision, so what belongs to revisions and to PDF stays empty. */
function evidence(
  { signed, content }: Opened,
  { id, parent }: Place,
  cms: CmsFacts | null,
  faults: readonly FormatFault[],
): Evidence {
  const { certificates, crls, ocsps } = signed;
  return {
    format: 'CAdES',
    id,
    counterSigns: parent?.id ?? null,
    kind: 'signature',
    subFilter: null,
    faults,
    revision: 1,
    revisions: 1,
    coversWholeFile: true,
    signedDataFound: parent !== null || content.source !== undefined,
    byteRange: null,
    changesAfter: [],
    certification: null,
    formatTime: null,
    said: {},
    cms,
    timestamp: null,
    certificates,
    crls,
    ocsps,
  };
}
