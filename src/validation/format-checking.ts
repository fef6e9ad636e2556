import type { Change, CmsNote, Evidence, FormatFault } from '../ades/evidence.ts';
import type { Remark, Rule } from './rule.ts';

/** Faults that say what kyso can't do, not what the signature does wrong. */
const UNSUPPORTED: ReadonlySet<string> = new Set(['sub-filter-unknown', 'digest-limit']);

export const formatRules: readonly Rule<Evidence>[] = [
  {
    id: 'FC-STRUCTURE',
    clause: 'EN 319 102-1 clause 5.2.2, EN 319 142-1 clause 5.3',
    what: 'structure',
    holds: (e) => breachOf(e) === undefined,
    otherwise: 'FORMAT_FAILURE',
    data: (e) => faultData(breachOf(e)),
  },
  {
    // What is not judged yet is never called wrong, and never valid.
    id: 'FC-SUPPORTED',
    clause: 'EN 319 102-1 clause 5.1.3',
    what: 'supported',
    holds: (e) => (limitOf(e) === undefined ? undefined : false),
    otherwise: 'CUSTOM',
    data: (e) => faultData(limitOf(e)),
  },
  {
    id: 'FC-READABLE',
    clause: 'EN 319 102-1 clause 5.2.2',
    what: 'readable',
    holds: (e) =>
      limitOf(e) ? undefined : (e.kind === 'signature' ? e.cms : e.timestamp) !== null,
    otherwise: 'FORMAT_FAILURE',
  },
  {
    id: 'FC-ONE-SIGNER',
    clause: 'EN 319 142-1 clause 5.3, ISO 32000-2 clause 12.8.3.3.1',
    what: 'one-signer',
    holds: (e) => (e.cms === null || e.format !== 'PAdES' ? undefined : e.cms.signerInfos === 1),
    otherwise: 'FORMAT_FAILURE',
    data: (e) => ({ count: e.cms?.signerInfos ?? 0 }),
  },
  {
    id: 'FC-RANGE',
    clause: 'EN 319 102-1 clause 5.2.7.4',
    what: 'signed-data',
    holds: (e) => (e.faults.length > 0 ? undefined : e.signedDataFound),
    otherwise: 'SIGNED_DATA_NOT_FOUND',
  },
];

/**
 * What later revisions did. ISO 32000-2 clause 12.8.2.2 makes a breach of DocMDP or FieldMDP invalidate the
 * signature; the standard's place for "not conformant to its own format" is FORMAT_FAILURE. A real change
 * after an approval signature breaks no rule of the PDF format, but the person would see another document
 * than was signed, so it fails too. An annotation or metadata without such permissions may be harmless and
 * may be not: that stays open.
 */
export const changeRules: readonly Rule<Evidence>[] = [
  {
    id: 'FC-CHANGED',
    clause: 'EN 319 102-1 clause 5.2.2, ISO 32000-2 clause 12.8.2.2',
    what: 'changed-after',
    holds: (e) => (e.changesAfter.length === 0 ? undefined : !e.changesAfter.some(isReal(e))),
    otherwise: 'FORMAT_FAILURE',
    data: (e) => changeData(e.changesAfter.find(isReal(e))),
  },
  {
    id: 'SAV-CHANGED',
    clause: 'EN 319 102-1 clause 5.2.8',
    what: 'unclear-change',
    holds: (e) => (e.changesAfter.some(isUnclear(e)) ? false : undefined),
    otherwise: 'SIG_CONSTRAINTS_FAILURE',
    data: (e) => changeData(e.changesAfter.find(isUnclear(e))),
  },
];

/** Departures in a message that change nothing, and what in it is not read: the reader of a report may want to know. */
const CMS_NOTES: Readonly<Record<CmsNote, string>> = {
  'cms-attributes-unsorted': 'RFC 5652 clause 5.4',
  'cms-attributes-sorted': 'RFC 5652 clause 5.4',
  'cms-no-signed-attributes': 'RFC 5652 clause 5.3',
  'cms-signing-time-unreadable': 'RFC 5652 clause 11.3',
  'cms-timestamp-unreadable': 'EN 319 122-1 clause 5.3',
  'cms-timestamps-unread': 'EN 319 122-1 clause 5.3',
  'cms-archive-index-invalid': 'EN 319 122-1 clause 5.5.2',
  'cms-evidence-record-unread': 'RFC 5276 clause 4',
  'cms-long-term-validation-unread': 'ETSI TS 101 733 clause 6.4.3',
};

export const formatRemarks: readonly Remark<Evidence>[] = [
  ...(Object.keys(CMS_NOTES) as CmsNote[]).map((note) => ({
    id: `FC-${note.toUpperCase()}`,
    clause: CMS_NOTES[note],
    what: note,
    applies: (e: Evidence) => e.cms?.notes?.includes(note) === true,
  })),
  {
    id: 'FC-BER',
    clause: 'ISO 32000-2 clause 12.8.3.3.1',
    what: 'ber',
    applies: (e) => e.format === 'PAdES' && e.cms?.ber === true,
  },
  {
    id: 'FC-LATER',
    clause: 'ISO 32000-2 clause 12.8.1',
    what: 'later-revisions',
    applies: (e) => e.revision < e.revisions,
    data: (e) => ({ revision: e.revision, revisions: e.revisions }),
  },
];

const breachOf = (e: Evidence) => e.faults.find(({ what }) => !UNSUPPORTED.has(what));

const limitOf = (e: Evidence) => e.faults.find(({ what }) => UNSUPPORTED.has(what));

function faultData(fault: FormatFault | undefined): Record<string, string | number> {
  return fault === undefined ? {} : { ...fault.data, fault: fault.what };
}

const isReal = (e: Evidence) => (change: Change) => !change.permitted && !isUnclear(e)(change);

/** Level 3 allows annotations: one that may cover the text is left to a person as well. */
const isUnclear = (e: Evidence) => (change: Change) =>
  !change.permitted &&
  ((e.certification === null && (change.class === 'annotation' || change.class === 'metadata')) ||
    (e.certification === 3 && change.class === 'annotation'));

function changeData(change: Change | undefined): Record<string, string | number> {
  return change === undefined
    ? {}
    : { class: change.class, revision: change.revision, objects: change.objects.join(', ') };
}
