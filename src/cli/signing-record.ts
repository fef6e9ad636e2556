import { dirname, resolve } from 'node:path';
import type { LeftOut } from '../batch/plan.ts';
import type { SignedEntry, SigningRecord } from '../batch/ports.ts';
import { flushFolder } from '../edge/files/draft.ts';
import { ledgerPath, openLedger } from '../edge/store/ledger-store.ts';
import type { Context } from './command.ts';

/** Entries are gathered for so long before one transaction makes them durable, in ms: a flush to disk costs more than a signature. */
const GATHER = 100;

export interface LedgerRecord extends SigningRecord {
  /** Adds the entries of documents that an earlier run signed and was killed before it could record. */
  complete(leftOut: readonly LeftOut[], time: Date): Promise<void>;
  /** Resolves when every entry is durable. */
  close(): Promise<void>;
}

/** The ledger as a batch's record. */
export async function signingRecord(
  ledgerOption: string | undefined,
  batch: string,
  certificateSha256: string,
  { environment, directory }: Context,
): Promise<LedgerRecord> {
  const ledger = await openLedger(ledgerPath(ledgerOption, environment, directory), {
    create: true,
  });
  let gathered: SignedEntry[] = [];
  let flush: Promise<void> | undefined;

  const append = async () => {
    await new Promise((resume) => setTimeout(resume, GATHER));
    const entries = gathered;
    gathered = [];
    flush = undefined;
    // An entry must not outlive the name it speaks of.
    const folders = new Set(entries.map(({ output }) => dirname(resolve(directory, output))));
    await Promise.all([...folders].map(flushFolder));
    await ledger.appendSigned(entries.map(row));
  };
  const row = ({ path, sourceSha256, output, outputSha256, time }: SignedEntry) => ({
    batch,
    at: time,
    source: path,
    sourceSha256,
    output,
    outputSha256,
    certificateSha256,
    status: 'signed' as const,
    fault: null,
  });
  return {
    signed(entry) {
      gathered.push(entry);
      flush ??= append();
      return flush;
    },
    async complete(leftOut, time) {
      const signed = leftOut.filter((l) => l.why === 'already-signed');
      const known = await ledger.findSigned(
        signed.map((l) => l.digests.sourceSha256),
        certificateSha256,
      );
      const unknown = signed.filter((l) => !known.has(l.digests.sourceSha256));
      await ledger.appendSigned(
        unknown.map(({ path, output, digests }) => row({ path, output, ...digests, time })),
      );
    },
    async close() {
      await flush?.catch(() => {});
      await ledger.close();
    },
  };
}
