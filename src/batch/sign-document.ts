import { createHash } from 'node:crypto';
import type { Signer } from '../ades/ports.ts';
import { sameOctets } from '../bytes/hex.ts';
import { type ByteSource, memorySource } from '../bytes/source.ts';
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
import type { Digests, PlannedDocument } from './plan.ts';
import type { DocumentFiles, OutputDraft, SignedEntry } from './ports.ts';
import type { Timestamps } from './timestamps.ts';

/** How a batch signs: the same for all of its documents. */
export interface SigningOptions extends Omit<PadesOptions, 'room' | 'time'> {
  /** Certificates embedded beside the signer's, issuer first. */
  readonly chain: readonly Uint8Array[];
}

export interface SigningMeans {
  readonly signer: Signer;
  /** Level B-T when given. */
  readonly timestamps: Timestamps | undefined;
  readonly files: DocumentFiles;
  readonly now: () => Date;
}

/** Octets copied into a draft at a time. */
const PIECE = 1024 * 1024;

/**
 * Signs one document: prepared, digested, signed by the device, time-stamped, written to a draft, checked
 * as a verifier would, published. Until the last step nothing stands under the output's name; after a Fault nothing does.
 */
export async function signDocument(
  document: PlannedDocument,
  options: SigningOptions,
  means: SigningMeans,
): Promise<SignedEntry> {
  const opened = means.files.open(document.path);
  try {
    const signed = await signSource(opened.source, options, means);
    const draft = means.files.draft(document.output);
    try {
      const { digests, whole } = writeWhole(opened.source, signed, draft);
      opened.confirmUnchanged();
      if (whole) selfCheck(memorySource(whole), opened.source, options, means);
      else checkDraft(draft, opened.source, options, means);
      await draft.publish();
      return { path: document.path, output: document.output, ...digests, time: means.now() };
    } catch (error) {
      draft.discard();
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
  { signer, timestamps }: SigningMeans,
): Promise<Uint8Array> {
  timestamps?.confirmAvailable();
  const { algorithm, certificate } = signer;
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digestPrepared(source, prepared, algorithm.digest),
  });
  const signature = await signer.sign(signedAttributes);
  const timestampToken = await timestamps?.over(signature);
  return writeSignedData({
    certificates: [certificate, ...options.chain],
    algorithm,
    signedAttributes,
    signature,
    ...(timestampToken && { timestampToken }),
  });
}

/**
 * Writes source and appended octets, in pieces when they are many. The SHA-256 of both files comes from one
 * pass, and `written` is the output as a verifier will find it.
 */
function writeWhole(
  source: ByteSource,
  append: Uint8Array,
  draft: OutputDraft,
): { digests: Digests; whole: Uint8Array | undefined } {
  const hash = createHash('sha256');
  const digests = () => ({
    sourceSha256: hash.copy().digest('hex'),
    outputSha256: hash.update(append).digest('hex'),
  });
  if (source.length <= PIECE) {
    const octets = source.read(0, source.length);
    const whole = Buffer.concat([octets, append]);
    hash.update(octets);
    draft.write(whole, 0);
    return { digests: digests(), whole };
  }
  for (let at = 0; at < source.length; at += PIECE) {
    const piece = source.read(at, Math.min(at + PIECE, source.length));
    hash.update(piece);
    draft.write(piece, at);
  }
  draft.write(append, source.length);
  return { digests: digests(), whole: undefined };
}

/** A draft that was written in pieces is read back from its file. */
function checkDraft(
  draft: OutputDraft,
  source: ByteSource,
  options: SigningOptions,
  means: SigningMeans,
): void {
  const written = means.files.open(draft.draftPath);
  try {
    selfCheck(written.source, source, options, means);
  } finally {
    written.close();
  }
}

/**
 * Opens the output as a verifier would: it must begin with the source, and its newest signature must cover
 * the whole file, be by our certificate and hold. A device that signs wrongly is found here.
 */
function selfCheck(
  output: ByteSource,
  source: ByteSource,
  { password }: SigningOptions,
  { signer, timestamps }: SigningMeans,
): void {
  const wrong = breach(signer.certificate, source, output, password, timestamps !== undefined);
  if (wrong !== undefined) throw new Fault('SELF_CHECK_FAILED', { what: wrong });
}

/** Whether `output` is `source` with one valid signature of `certificate` (of any, when not given) appended. */
export function carriesSignatureOf(
  certificate: Uint8Array | undefined,
  source: ByteSource,
  output: ByteSource,
  password: string | undefined,
): boolean {
  return breach(certificate, source, output, password, false) === undefined;
}

function breach(
  certificate: Uint8Array | undefined,
  source: ByteSource,
  output: ByteSource,
  password: string | undefined,
  stamped: boolean,
): string | undefined {
  if (!beginsWith(output, source)) return 'source-not-kept';
  const { signatures } = openDocument(output, password === undefined ? {} : { password });
  const ours = signatures.find((s) => s.coversWholeFile);
  if (ours === undefined || ours.faults.length > 0) return 'signature-not-found';
  const { cms } = ours;
  if (cms?.messageDigest !== 'matches' || cms.signature !== 'valid') return 'signature-invalid';
  if (!cms.certificate || (certificate && !sameOctets(cms.certificate, certificate))) {
    return 'certificate-differs';
  }
  if (stamped && cms.timestamps[0]?.imprint !== 'matches') return 'timestamp-missing';
  return undefined;
}

/** Whether `whole` starts with every octet of `part`, compared in pieces. */
function beginsWith(whole: ByteSource, part: ByteSource): boolean {
  if (whole.length <= part.length) return false;
  for (let at = 0; at < part.length; at += PIECE) {
    const end = Math.min(at + PIECE, part.length);
    if (!sameOctets(whole.read(at, end), part.read(at, end))) return false;
  }
  return true;
}
