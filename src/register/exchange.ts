export type Channel = 'electronic' | 'paper' | 'both';

/**
 * One row of a register of outgoing documents: what the register says, nothing judged. null means that the
 * register does not say (no such column, or an empty cell).
 */
export interface Exchange {
  /** 1-based line of the register file on which the row begins. */
  readonly line: number;
  /** Newer form, level 1 first (H39.12), or empty. */
  readonly organId: string;
  readonly agency: string;
  /** As written, leading zeros kept: "05". */
  readonly number: string;
  /** "QĐ-UBND", NFC; empty when the register gives the number alone. */
  readonly notation: string;
  /** Promulgation date, YYYY-MM-DD. */
  readonly date: string;
  readonly kind: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  readonly channel: Channel | null;
  /** The main document first, then its attachments in files of their own. */
  readonly files: readonly string[];
  /** What the register says about signing: declared, never proven. */
  readonly declaredSigned: boolean | null;
  readonly secret: boolean;
  readonly recalled: boolean;
  /** DocumentId of the exchange axis, when the register has it. */
  readonly documentId: string | null;
}

/** A row that can't be read: reported, never dropped in silence. */
export interface BadRow {
  readonly line: number;
  /** kebab-case; its words stand in words/audit.ts. */
  readonly what: BadRowReason;
  /** The cell at fault, as the file gives it (hostile text). */
  readonly value: string;
}

export const BAD_ROW_REASONS = [
  'number-unreadable',
  'date-unreadable',
  'channel-unknown',
  'secrecy-unknown',
  'declaration-unknown',
  'recall-unknown',
] as const;
export type BadRowReason = (typeof BAD_ROW_REASONS)[number];

export type RegisterRow = { readonly exchange: Exchange } | { readonly bad: BadRow };

/**
 * The identity of a document on the exchange axis: `OrganId,yyyy/MM/dd,number/notation`, from the register's
 * own DocumentId where it has one. Leading zeros and case do not make two documents of one.
 */
export function documentIdOf(exchange: Exchange): string {
  const given = exchange.documentId;
  if (given !== null) return given.normalize('NFC').replace(/\s+/g, '').toUpperCase();
  const issuer = exchange.organId || exchange.agency;
  const number = exchange.number.replace(/^0+(?=\d)/, '');
  return `${issuer},${exchange.date.replaceAll('-', '/')},${number}/${exchange.notation}`
    .normalize('NFC')
    .toUpperCase();
}
