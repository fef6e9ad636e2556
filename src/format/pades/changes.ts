import type { Change, ChangeDetail } from '../../ades/evidence.ts';
import type { ObjectChange } from './difference/step.ts';
import type { Steps } from './difference/steps.ts';
import { type DocMdp, isLocked, type Permissions } from './permissions.ts';

/** Numbers of objects named in one Change, and details. */
const MOST_OBJECTS = 20;
const MOST_DETAILS = 20;

/**
 * What later revisions changed, grouped by revision, class and whether this signature allows it. `inForce`: the level of an
 * earlier certification, which may forbid more to this signature's document, never allow more: whoever prepared the document
 * for signing could have made it. `isUnsound`: whether a change belongs to a signature that does not hold; what such a one shows on a
 * page is an overlay and nobody's signature.
 */
export function changesAfter(
  steps: Steps,
  revision: number,
  permissions: Permissions,
  inForce: DocMdp | null,
  isUnsound: (change: ObjectChange) => boolean = () => false,
): readonly Change[] {
  const changes = steps.after(revision).map((change) => {
    if (!change.shows || !isUnsound(change)) return change;
    const details = [{ what: 'signature-unsound', data: { field: change.field ?? '' } }];
    return { ...change, class: 'other' as const, details };
  });
  return grouped(changes, (change) => isPermitted(change, permissions, inForce));
}

/** Changes of objects by revision, class and permission, in the order in which each first occurs. */
export function grouped(
  changes: readonly ObjectChange[],
  isAllowed: (change: ObjectChange) => boolean,
): readonly Change[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const permitted = isAllowed(change);
    const key = `${change.revision} ${change.class} ${permitted}`;
    const group = groups.get(key) ?? {
      change: { class: change.class, revision: change.revision, permitted },
      objects: new Set(),
      details: new Map(),
    };
    groups.set(key, group);
    if (group.objects.size < MOST_OBJECTS) group.objects.add(change.object);
    for (const detail of change.details ?? [])
      if (group.details.size < MOST_DETAILS) group.details.set(keyOf(detail), detail);
  }
  return [...groups.values()].map(({ change, objects, details }) => ({
    ...change,
    objects: [...objects],
    details: [...details.values()],
  }));
}

/** Every signature groups the same details again. */
function keyOf(detail: ChangeDetail): string {
  const known = keys.get(detail);
  if (known !== undefined) return known;
  const key = JSON.stringify(detail);
  keys.set(detail, key);
  return key;
}
const keys = new WeakMap<ChangeDetail, string>();

interface Group {
  readonly change: Omit<Change, 'objects' | 'details'>;
  readonly objects: Set<number>;
  readonly details: Map<string, ChangeDetail>;
}

/**
 * ISO 32000-2 table 257. Validation data and document time stamps are allowed at every level (clause 12.8.2.2.2): they
 * say something of the signatures, nothing of the document.
 */
function isPermitted(
  change: ObjectChange,
  { certification, lockLevel, locks }: Permissions,
  inForce: DocMdp | null,
): boolean {
  const levels = [certification, lockLevel, inForce].filter((l) => l !== null);
  const level = levels.length === 0 ? null : Math.min(...levels);
  switch (change.class) {
    case 'validation-data':
    case 'document-timestamp':
      return true;
    case 'metadata':
      return level !== 1 || change.routine === true;
    case 'signature':
    case 'form-fill':
      return level !== 1 && !(change.field !== undefined && isLocked(locks, change.field));
    case 'annotation':
      return certification === 3 && level === 3 && change.harmless === true;
    case 'other':
      return false;
  }
}
