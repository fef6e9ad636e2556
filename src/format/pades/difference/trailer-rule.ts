import { isDict, isRef } from '../../../syntax/pdf/index.ts';
import { TRAILER } from './references.ts';
import { differingKeys, sameObject } from './same.ts';
import type { Step } from './step.ts';

/** Entries of the information dictionary that every writer updates by itself. */
const ROUTINE = ['ModDate', 'Producer'];

/**
 * The trailer may name another information dictionary, and that one may change when nothing else uses it. Another root or another
 * encryption is another document.
 */
export function trailerRule(step: Step): void {
  const then = step.pdf.revisions[step.before - 1]!.trailer;
  const now = step.pdf.revisions[step.after - 1]!.trailer;
  for (const key of ['Root', 'Encrypt'])
    if (!sameObject(step.pdf, then.get(key) ?? null, now.get(key) ?? null))
      step.edit(TRAILER, 'other');
  // Whatever else an encryption dictionary may be, it decides how everything is read.
  const encryption = now.get('Encrypt');
  if (isRef(encryption) && step.open.has(encryption.number)) {
    step.edit(encryption.number, 'other');
    step.settle(encryption.number);
  }
  const infoThen = then.get('Info');
  const infoNow = now.get('Info');
  const [old, fresh] = [step.resolveWas(infoThen), step.resolveNow(infoNow)];
  // A revision may leave /Info out; readers then show none, which is a change of metadata like another.
  if (isRef(infoNow) && !isDict(fresh) && !sameObject(step.pdf, infoThen ?? null, infoNow))
    step.edit(TRAILER, 'other');
  const routine =
    (old === null || isDict(old)) &&
    isDict(fresh) &&
    (old === null ? fresh.keys : differingKeys(step.pdf, old, fresh)).every((k) =>
      ROUTINE.includes(k),
    );
  if (isRef(infoNow) && step.open.has(infoNow.number)) {
    const alone = step.isFresh(infoNow.number) || step.isOnlyUnder(infoNow.number, TRAILER, 'Info');
    if (!isDict(fresh) || !alone) return;
    step.edit(infoNow.number, 'metadata', { routine });
    step.settle(infoNow.number);
    step.take(fresh.values, 'metadata', {
      owner: infoNow.number,
      paths: fresh.keys.map((key) => [key]),
    });
  } else if (!sameObject(step.pdf, infoThen ?? null, infoNow ?? null))
    step.edit(TRAILER, 'metadata', { routine });
}
