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
  write(octets: Uint8Array, position: number): Promise<void>;
  /** Durable and named, or OUTPUT_EXISTS. */
  publish(): Promise<void>;
  discard(): Promise<void>;
}

/** The files of a batch; adapter in edge/files. */
export interface DocumentFiles {
  open(path: string): OpenDocument;
  draft(path: string): Promise<OutputDraft>;
  exists(path: string): boolean;
}
