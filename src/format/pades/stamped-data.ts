import type { CmsFacts, TimestampFacts } from '../../ades/evidence.ts';
import type { ByteRange, Span } from './byte-range.ts';
import type { ValidationData } from './validation-data.ts';

/** The message of one signature and where its token stands in the file. */
export interface Holder {
  readonly contents: Span | undefined;
  readonly message: Carried & {
    readonly cms: CmsFacts | null;
    readonly timestamp: TimestampFacts | null;
  };
}

/** What a message or token carries. */
export interface Carried {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/**
 * What a document time stamp over `range` proves to have existed: validation data whose streams it covers from the first
 * octet to the last, and what the messages of other signatures that it covers carry, time stamps among it.
 * (EN 319 102-1 clause 5.6.2.3; the octets are those of the Evidence.)
 */
export function stampedData(
  range: ByteRange,
  data: ValidationData,
  holders: readonly Holder[],
): Uint8Array[] {
  const [start, first, behind, tail] = range;
  const covers = (span: Span): boolean =>
    (span.start >= start && span.end <= start + first) ||
    (span.start >= behind && span.end <= behind + tail);
  const stamped = [...data.certificates, ...data.crls, ...data.ocsps]
    .filter((datum) => datum.places.some(covers))
    .map((datum) => datum.octets);
  for (const { contents, message } of holders) {
    if (contents === undefined || !covers(contents)) continue;
    addCarried(message, stamped);
    if (message.timestamp !== null) addToken(message.timestamp, stamped);
    for (const token of message.cms?.timestamps ?? []) addToken(token, stamped);
  }
  return stamped;
}

function addToken(token: TimestampFacts, stamped: Uint8Array[]): void {
  stamped.push(token.octets);
  addCarried(token, stamped);
  for (const inner of token.cms.timestamps) addToken(inner, stamped);
}

function addCarried({ certificates, crls, ocsps }: Carried, stamped: Uint8Array[]): void {
  for (const list of [certificates, crls, ocsps]) for (const octets of list) stamped.push(octets);
}
