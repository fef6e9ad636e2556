import type { LeftOut, Plan, PlannedDocument } from '../batch/plan.ts';
import type { DocumentResult } from '../batch/sign-batch.ts';
import { type Certificate, nameText } from '../pki/index.ts';
import type { SignedRow } from '../report/sign.ts';
import { fill, type Phrase } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { sign } from '../words/sign.ts';
import type { Context } from './command.ts';

/** Longest list of left-out documents that the plan shows before the work begins. */
const SHOWN = 10;

/** Tells before the work begins what will be signed, by whom, and what is left out and why. */
export function sayPlan(
  { documents, leftOut }: Plan,
  certificate: Certificate | undefined,
  { terminal, language }: Context,
): void {
  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  const count = documents.length;
  const size = sizeText(documents);
  if (certificate) say(sign.planned, { count, size, subject: nameText(certificate.subject) });
  else say(sign.plannedUnknown, { count, size });
  if (leftOut.length === 0) return;
  say(sign.leftOut, { count: leftOut.length });
  for (const { path, why } of leftOut.slice(0, SHOWN)) {
    const reason =
      why === 'already-signed'
        ? fill(sign.alreadySigned, language)
        : explain(why, language).message;
    say(sign.leftOutOne, { path, why: reason });
  }
  if (leftOut.length > SHOWN) say(sign.andMore, { count: leftOut.length - SHOWN });
}

/** Tells how many are done, how fast, and how long the rest will take. */
export function progressLine(total: number, { terminal, language }: Context) {
  const started = performance.now();
  let done = 0;
  return {
    done() {
      done += 1;
      const rate = done / ((performance.now() - started) / 1000);
      const left = Math.ceil((total - done) / rate);
      const time =
        left < 90
          ? fill(sign.seconds, language, { count: left })
          : fill(sign.minutes, language, { count: Math.round(left / 60) });
      terminal.progress(
        fill(sign.progress, language, {
          done,
          total,
          rate: Number(rate.toPrecision(2)),
          left: time,
        }),
      );
    },
  };
}

export function leftOutRow({ path, output, why }: LeftOut): SignedRow {
  return why === 'already-signed'
    ? { path, output, status: 'skipped', fault: null }
    : { path, output, status: 'failed', fault: why };
}

export function resultRow(result: DocumentResult): SignedRow {
  const { path, output } = result.document;
  return {
    path,
    output,
    status: result.status,
    fault: result.status === 'failed' ? result.fault : null,
  };
}

function sizeText(documents: readonly PlannedDocument[]): string {
  const octets = documents.reduce((sum, d) => sum + d.size, 0);
  return octets < 1e6 ? `${Math.ceil(octets / 1e3)} kB` : `${Math.ceil(octets / 1e6)} MB`;
}
