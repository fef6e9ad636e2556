import { answerTimestamp, rejection, type TimestampAuthority } from '../../src/authority/index.ts';
import { DerReader } from '../../src/syntax/der/index.ts';

/** Ways in which a time-stamp authority fails; `down` is for the server: nobody listens. */
export const TSA_FAULTS = [
  'wrong-nonce',
  'wrong-imprint',
  'wrong-certificate',
  'no-eku',
  'slow',
  'down',
  'refuses',
  'garbage',
] as const;
export type TsaFault = (typeof TSA_FAULTS)[number];

/** A time-stamp authority that fails as told; `others` are the certificates of the faults that need one. */
export async function answerFaultily(
  query: Uint8Array,
  fault: TsaFault | undefined,
  tsa: TimestampAuthority,
  others: {
    readonly stranger: TimestampAuthority;
    readonly purposeless: TimestampAuthority;
    readonly slowness: number;
  },
  at: Date,
): Promise<Uint8Array> {
  switch (fault) {
    case 'wrong-nonce':
      return answerTimestamp(spoiled(query, 'nonce'), tsa, at);
    case 'wrong-imprint':
      return answerTimestamp(spoiled(query, 'imprint'), tsa, at);
    case 'wrong-certificate':
      return answerTimestamp(query, others.stranger, at);
    case 'no-eku':
      return answerTimestamp(query, others.purposeless, at);
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, others.slowness).unref());
      return answerTimestamp(query, tsa, at);
    case 'refuses':
      return rejection('systemFailure');
    case 'garbage':
      return new Uint8Array(Buffer.from('<html>502 Bad Gateway</html>'));
    case 'down':
      throw new Error('the server does not listen');
    default:
      return answerTimestamp(query, tsa, at);
  }
}

/** The query with one octet of the nonce or of the imprint changed. */
function spoiled(query: Uint8Array, part: 'nonce' | 'imprint'): Uint8Array {
  const copy = new Uint8Array(query);
  const reader = DerReader.over(copy).sequence();
  reader.integer();
  const imprint = reader.sequence();
  imprint.sequence();
  if (part === 'imprint') flipLast(imprint.octets());
  else {
    if (reader.peek() === 6) reader.oid();
    flipLast(reader.next().content);
  }
  return copy;
}

function flipLast(octets: Uint8Array): void {
  octets[octets.length - 1]! ^= 1;
}
