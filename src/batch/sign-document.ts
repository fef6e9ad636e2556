import type { Signer } from '../ades/ports.ts';
import { sameOctets } from '../bytes/hex.ts';
import type { ByteSource } from '../bytes/source.ts';
import { Fault } from '../fault/fault.ts';
import {
  digestPrepared,
  embedPades,
  openDocument,
  type PadesOptions,
  type Prepared,
  preparePades,
  roomFor,
} from '../format/index.ts';
import { prepareSignedAttributes, writeSignedData } from '../signature/cms/index.ts';
import type { Lane } from './lane.ts';
import type { PlannedDocument } from './plan.ts';
import type { DocumentFiles, OutputDraft } from './ports.ts';
import type { Timestamps } from './timestamps.ts';

/** How a batch signs: the same for all of its documents. */
export interface SigningOptions extends Omit<PadesOptions, 'room' | 'time'> {
  /** Certificates embedded beside the signer's, issuer first. */
  readonly chain: readonly Uint8Array[];
}

export interface SigningMeans {
  readonly signer: Signer;
  /** One operation per lane of the device. */
  readonly device: Lane;
  /** Level B-T when given. */
  readonly timestamps: Timestamps | undefined;
  readonly files: DocumentFiles;
  readonly now: () => Date;
}

/** Octets copied into a draft at a time. */
const PIECE = 1024 * 1024;

/**
 * Signs one document: prepared, digested, signed by the device, time-stamped, written to a draft, read back
 * and checked, published. Until the last step nothing stands under the output's name; after a Fault nothing does.
 */
export async function signDocument(
  document: PlannedDocument,
  options: SigningOptions,
  means: SigningMeans,
): Promise<void> {
  const opened = means.files.open(document.path);
  try {
    const signed = await signSource(opened.source, options, means);
    const draft = await means.files.draft(document.output);
    try {
      await writeWhole(opened.source, signed, draft);
      opened.confirmUnchanged();
      selfCheck(draft, opened.source, options, means);
      await draft.publish();
    } catch (error) {
      await draft.discard();
      throw error;
    }
  } finally {
    opened.close();
  }
}

/** Everything signing does short of the device: the fault it would meet, for a dry run. */
export function rehearse(
  path: string,
  options: SigningOptions,
  files: DocumentFiles,
  now: Date,
): void {
  const opened = files.open(path);
  try {
    preparePades(opened.source, { ...options, time: now, room: 0 });
  } finally {
    opened.close();
  }
}

/** The octets to append to the source. One retry with the room that turned out to be needed. */
async function signSource(
  source: ByteSource,
  options: SigningOptions,
  means: SigningMeans,
): Promise<Uint8Array> {
  const { signer } = means;
  const room = roomFor({
    certificates: [signer.certificate, ...options.chain],
    signatureLength: signer.signatureLength,
    timestamp: means.timestamps !== undefined,
  });
  const time = means.now();
  const attempt = async (octets: number) => {
    const prepared = preparePades(source, { ...options, time, room: octets });
    return embedPades(prepared, await cmsFor(source, prepared, options, means));
  };
  try {
    return await attempt(room);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CONTENTS_TOO_SMALL') throw error;
    // A second time stamp may be a little longer than the first.
    return await attempt(Number(error.data.needed) + 1024);
  }
}

async function cmsFor(
  source: ByteSource,
  prepared: Prepared,
  options: SigningOptions,
  { signer, device, timestamps }: SigningMeans,
): Promise<Uint8Array> {
  timestamps?.confirmAvailable();
  const { algorithm, certificate } = signer;
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digestPrepared(source, prepared, algorithm.digest),
  });
  const signature = await device.run(1, () => signer.sign(signedAttributes));
  const timestampToken = await timestamps?.over(signature);
  return writeSignedData({
    certificates: [certificate, ...options.chain],
    algorithm,
    signedAttributes,
    signature,
    ...(timestampToken && { timestampToken }),
  });
}

async function writeWhole(
  source: ByteSource,
  append: Uint8Array,
  draft: OutputDraft,
): Promise<void> {
  if (source.length <= PIECE) {
    await draft.write(Buffer.concat([source.read(0, source.length), append]), 0);
    return;
  }
  for (let at = 0; at < source.length; at += PIECE) {
    await draft.write(source.read(at, Math.min(at + PIECE, source.length)), at);
  }
  await draft.write(append, source.length);
}

/**
 * Reads the draft back as a verifier would: it must begin with the source, and its newest signature must
 * cover the whole file, be by our certificate and hold. A device that signs wrongly is found here.
 */
function selfCheck(
  draft: OutputDraft,
  source: ByteSource,
  { password }: SigningOptions,
  { signer, files, timestamps }: SigningMeans,
): void {
  const refuse = (what: string) => new Fault('SELF_CHECK_FAILED', { what });
  const written = files.open(draft.draftPath);
  try {
    if (!beginsWith(written.source, source)) throw refuse('source-not-kept');
    const { signatures } = openDocument(written.source, password === undefined ? {} : { password });
    const ours = signatures.find((s) => s.coversWholeFile);
    if (ours === undefined || ours.faults.length > 0) throw refuse('signature-not-found');
    const cms = ours.cms;
    if (cms?.messageDigest !== 'matches' || cms.signature !== 'valid')
      throw refuse('signature-invalid');
    if (!cms.certificate || !sameOctets(cms.certificate, signer.certificate)) {
      throw refuse('certificate-differs');
    }
    if (timestamps && cms.timestamps[0]?.imprint !== 'matches') throw refuse('timestamp-missing');
  } finally {
    written.close();
  }
}

/** Whether `whole` starts with every octet of `part`, compared in pieces. */
export function beginsWith(whole: ByteSource, part: ByteSource): boolean {
  if (whole.length < part.length) return false;
  for (let at = 0; at < part.length; at += PIECE) {
    const end = Math.min(at + PIECE, part.length);
    if (!sameOctets(whole.read(at, end), part.read(at, end))) return false;
  }
  return true;
}
