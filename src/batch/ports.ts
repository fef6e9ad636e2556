import type { ByteSource } from '../bytes/source.ts';

/** A source document, open while it is being signed. */
export interface OpenDocument {
  readonly source: ByteSource;
  /** Throws FILE_CHANGED when the file is not what was opened. */
  confirmUnchanged(): void;
  close(): void;
}

/** An output in the making: nothing stands under its name before `publish`. */
export interface OutputDraft {
  /** Where the octets written so far can be read back. */
  readonly draftPath: string;
  write(octets: Uint8Array, position: number): void;
  /** Durable and named, or OUTPUT_EXISTS. */
  publish(): Promise<void>;
  discard(): void;
}

/** The files of a batch; adapter in edge/files. */
export interface DocumentFiles {
  open(path: string): OpenDocument;
  draft(path: string): OutputDraft;
}

/** What is told of every signed document once it stands under its name; adapter over the ledger. */
export interface SigningRecord {
  /** Resolves when the entry is durable. Entries that arrive together become durable together. */
  signed(entry: SignedEntry): Promise<void>;
}

export interface SignedEntry {
  readonly path: string;
  readonly output: string;
  /** SHA-256 (hex) of the source's and the output's octets. */
  readonly sourceSha256: string;
  readonly outputSha256: string;
  readonly time: Date;
}
