import { Fault } from '../fault/fault.ts';
import type { FaultCode } from '../fault/table.ts';

/** A document to sign and where the signed one goes. */
export interface PlannedDocument {
  readonly path: string;
  readonly output: string;
  /** Octets. */
  readonly size: number;
}

export type LeftOut = { readonly path: string; readonly output: string } & (
  | { readonly why: 'already-signed'; readonly digests: Digests }
  | { readonly why: Fault }
);

/** SHA-256 (hex) of a source and of its output. */
export interface Digests {
  readonly sourceSha256: string;
  readonly outputSha256: string;
}

export interface Plan {
  readonly documents: readonly PlannedDocument[];
  readonly leftOut: readonly LeftOut[];
}

/** What a look at one file and at its output's name told. */
export interface Sighting {
  readonly path: string;
  readonly output: string;
  readonly size: number;
  /** The fault that opening it met. */
  readonly fault: Fault | undefined;
  readonly head: Uint8Array;
  /** Digests: the output is this document with a signature of this certificate. */
  readonly outputState: 'free' | 'taken' | Digests;
}

/** A PDF's header must begin within these octets (ISO 32000-1 annex H, note 13). */
export const HEAD = 1024;

/** What will be signed and what is left out, and why; each output name is used once. */
export function planSigning(sightings: readonly Sighting[]): Plan {
  const documents: PlannedDocument[] = [];
  const leftOut: LeftOut[] = [];
  const outputs = new Set<string>();
  for (const { path, output, size, fault, head, outputState } of sightings) {
    const refuse = (code: FaultCode, data: Record<string, string> = {}) =>
      leftOut.push({ path, output, why: new Fault(code, { path, ...data }) });
    if (fault) leftOut.push({ path, output, why: fault });
    else if (!Buffer.from(head).includes('%PDF-')) refuse('FORMAT_UNKNOWN');
    else if (typeof outputState === 'object') {
      leftOut.push({ path, output, why: 'already-signed', digests: outputState });
    } else if (outputState === 'taken' || outputs.has(output)) {
      refuse('OUTPUT_EXISTS', { path: output });
    } else {
      outputs.add(output);
      documents.push({ path, output, size });
    }
  }
  return { documents, leftOut };
}
