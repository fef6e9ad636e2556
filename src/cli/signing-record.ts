import type { SignedEntry, SigningRecord } from '../batch/ports.ts';
import { ledgerPath, openLedger } from '../edge/store/ledger-store.ts';
import type { Context } from './command.ts';

/** Entries are gathered for so long before one transaction makes them durable, in ms: a flush to disk costs more than a signature. */
const GATHER = 100;

/** The ledger as a batch's record; `close` waits until every entry is durable. */
export async function signingRecord(
  ledgerOption: string | undefined,
  batch: string,
  certificateSha256: string,
  { environment, directory }: Context,
): Promise<SigningRecord & { close(): Promise<void> }> {
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
    await ledger.appendSigned(
      entries.map(({ path, sourceSha256, output, outputSha256, time }) => ({
        batch,
        at: time,
        source: path,
        sourceSha256,
        output,
        outputSha256,
        certificateSha256,
        status: 'signed',
        fault: null,
      })),
    );
  };
  return {
    signed(entry) {
      gathered.push(entry);
      flush ??= append();
      return flush;
    },
    async close() {
      await flush?.catch(() => {});
      await ledger.close();
    },
  };
}
