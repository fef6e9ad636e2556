import { Budget } from '../../../bytes/budget.ts';
import { type Findings, malformed, tooMuch } from '../findings.ts';
import { LIMITS } from '../limits.ts';
import { isInteger } from '../object.ts';
import type { RevisionSections } from './chain.ts';
import { COMPRESSED, findIn, IN_USE, type Place } from './section.ts';

/** Where each object stands as of each revision. */
export class Lookup {
  readonly revisions: readonly RevisionSections[];
  /** One more than the greatest number in use or named by a /Size. */
  readonly nextNumber: number;
  private members: Map<number, Member[]> | undefined;
  private readonly budget = new Budget(LIMITS.lookups, 'DOCUMENT_LIMIT', 'pdf-work');

  constructor(revisions: readonly RevisionSections[], findings: Findings) {
    this.revisions = revisions;
    this.nextNumber = nextNumber(revisions, findings);
  }

  revision(number: number): RevisionSections {
    const found = this.revisions[number - 1];
    if (found === undefined) throw malformed('revision-missing');
    return found;
  }

  /** The newest entry for `number` up to `revision`. */
  find(number: number, revision: number): Place | undefined {
    const { revisions } = this;
    if (revision > revisions.length) throw malformed('revision-missing');
    for (let r = revision; r > 0; r--) {
      const { sections } = revisions[r - 1]!;
      for (let s = 0; s < sections.length; s++) {
        this.budget.spend();
        const place = findIn(sections[s]!, number);
        if (place === undefined) continue;
        place.revision = r;
        return place;
      }
    }
    return undefined;
  }

  /** By object number: 1 when in use as of `revision`. */
  inUse(revision: number): Uint8Array {
    this.revision(revision);
    const used = new Uint8Array(this.nextNumber);
    for (let r = revision; r > 0; r--) {
      this.each(r, (number) => {
        if (number >= used.length || used[number] !== 0) return;
        used[number] = stands(this.find(number, r)) ? 1 : 2;
      });
    }
    return used;
  }

  /** As `Pdf.changedIn`. */
  changedIn(revision: number): number[] {
    this.revision(revision);
    const changed = new Set<number>();
    this.each(revision, (number) => {
      const now = this.find(number, revision);
      const before = revision > 1 ? this.find(number, revision - 1) : undefined;
      if (!samePlace(now, before)) changed.add(number);
    });
    this.addMembers(revision, changed);
    return [...changed].sort((a, b) => a - b);
  }

  private each(revision: number, visit: (number: number) => void): void {
    for (const { entries, hidden } of this.revisions[revision - 1]!.sections) {
      entries.each(visit);
      hidden?.each(visit);
    }
  }

  /** Members of an object stream that a revision replaced changed with it, though no entry of their own says so. */
  private addMembers(revision: number, changed: Set<number>): void {
    for (const holder of [...changed])
      for (const { member, since } of this.membersOf(holder)) {
        if (since >= revision) break;
        const found = this.find(member, revision);
        if (found?.type === COMPRESSED && found.place === holder && found.revision < revision)
          changed.add(member);
      }
  }

  /** What any revision said to lie in an object stream, oldest revision first; read once for all streams. */
  private membersOf(holder: number): readonly Member[] {
    if (this.members === undefined) {
      this.members = new Map();
      for (const { number: since, style, sections } of this.revisions) {
        if (style === 'table') continue;
        for (const { entries, hidden } of sections)
          for (const own of hidden === undefined ? [entries] : [entries, hidden])
            own.each((member) => {
              this.budget.spend();
              const place = own.find(member);
              if (place?.type !== COMPRESSED) return;
              const known = this.members!.get(place.place);
              if (known === undefined) this.members!.set(place.place, [{ member, since }]);
              else known.push({ member, since });
            });
      }
    }
    return this.members.get(holder) ?? [];
  }
}

interface Member {
  readonly member: number;
  /** The revision that says so. */
  readonly since: number;
}

/** Clause 7.5.5: /Size is one more than the greatest number; entries beyond it shall be ignored, which readers do differently. */
function nextNumber(revisions: readonly RevisionSections[], findings: Findings): number {
  let next = 1;
  for (const { trailer, sections, offset } of revisions) {
    const size = trailer.get('Size');
    if (!isInteger(size) || size < 0) throw malformed('trailer-size');
    if (size > LIMITS.objectNumber + 1) throw tooMuch('object-number-limit');
    for (const { entries, hidden } of sections)
      next = Math.max(next, entries.limit, hidden?.limit ?? 0);
    if (next > size) findings.repair('size-too-small', offset);
    next = Math.max(next, size);
  }
  return next;
}

function stands(place: Place | undefined): boolean {
  return place !== undefined && (place.type === IN_USE || place.type === COMPRESSED);
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  if (!stands(a) || !stands(b)) return stands(a) === stands(b);
  return a!.type === b!.type && a!.place === b!.place && a!.detail === b!.detail;
}
