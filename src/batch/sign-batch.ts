import { asFault, type Fault } from '../fault/fault.ts';
import { Lane } from './lane.ts';
import type { PlannedDocument } from './plan.ts';
import type { SigningRecord } from './ports.ts';
import { type SigningMeans, type SigningOptions, signDocument } from './sign-document.ts';

/** What became of one document. `stopped`: not begun, since the batch ended before it. */
export type DocumentResult =
  | { readonly document: PlannedDocument; readonly status: 'signed' }
  | { readonly document: PlannedDocument; readonly status: 'failed'; readonly fault: Fault }
  | { readonly document: PlannedDocument; readonly status: 'stopped' };

export interface BatchResult {
  readonly results: readonly DocumentResult[];
  /** The fault that ended the batch early. */
  readonly stoppedBy: Fault | undefined;
}

export interface BatchProgress {
  /** Called once per document, in the order of completion. */
  done(result: DocumentResult): void;
}

/** Documents prepared, signed, time-stamped or written at the same time. */
const IN_FLIGHT = 16;
/** With a time stamp most of that time is waiting for the service. */
const IN_FLIGHT_STAMPED = 32;
/** Octets of documents held in memory at the same time. */
const OCTETS_IN_FLIGHT = 96 * 1024 * 1024;

/**
 * Signs the documents in order, several in flight, so that the device always has its next operation at hand. A fault whose row in the
 * table says stop ends the batch: what is under way ends or fails by itself, nothing more begins.
 */
export async function signBatch(
  documents: readonly PlannedDocument[],
  options: SigningOptions,
  means: SigningMeans & { readonly record: SigningRecord },
  progress: BatchProgress,
  interrupted: AbortSignal,
): Promise<BatchResult> {
  const memory = new Lane(OCTETS_IN_FLIGHT);
  const results: DocumentResult[] = [];
  let stoppedBy: Fault | undefined;
  let next = 0;

  const settle = (at: number, result: DocumentResult) => {
    results[at] = result;
    progress.done(result);
  };
  const fail = (at: number, error: unknown) => {
    const fault = asFault(error);
    if (fault.stopsBatch) stoppedBy ??= fault;
    settle(at, { document: documents[at]!, status: 'failed', fault });
  };
  // A worker takes its next document while the ledger makes the last one's entry durable.
  const recorded: Promise<void>[] = [];
  const worker = async () => {
    while (next < documents.length && stoppedBy === undefined && !interrupted.aborted) {
      const at = next++;
      const document = documents[at]!;
      try {
        const entry = await memory.run(document.size, () => signDocument(document, options, means));
        recorded.push(
          means.record.signed(entry).then(
            () => settle(at, { document, status: 'signed' }),
            (error: unknown) => fail(at, error),
          ),
        );
      } catch (error) {
        fail(at, error);
      }
    }
  };
  const width = means.timestamps ? IN_FLIGHT_STAMPED : IN_FLIGHT;
  await Promise.all(Array.from({ length: Math.min(width, documents.length) }, worker));
  await Promise.all(recorded);
  for (let at = 0; at < documents.length; at += 1) {
    if (results[at] === undefined) settle(at, { document: documents[at]!, status: 'stopped' });
  }
  return { results, stoppedBy };
}
