/**
 * Frames between kyso and the process that holds the module, over one two-way pipe:
 * length of what follows (4 octets, big-endian), id of the request (4), kind (1), payload.
 * A request and its answer carry the same id. The PIN travels as octets in a frame of its own.
 */
export const KIND = {
  /** JSON: one of `Call`. */
  call: 1,
  /** The PIN as octets. */
  login: 2,
  /** Octets for C_Sign. */
  sign: 3,
  /** JSON: what the call found. */
  answer: 4,
  /** Octets C_Sign gave. */
  signature: 5,
  /** JSON: `Refusal`. */
  refusal: 6,
} as const;

/** Longest frame either side takes: certificates of a full token fit many times over. */
export const LONGEST_FRAME = 16 * 1024 * 1024;

const HEAD = 9;
const NOTHING = Buffer.alloc(0);

export interface Frame {
  readonly id: number;
  readonly kind: number;
  /** A view of the chunk; valid until the chunk is wiped or used again. */
  readonly payload: Buffer;
}

export function writeFrame(id: number, kind: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafeSlow(HEAD + payload.length);
  frame.writeUInt32BE(HEAD - 4 + payload.length, 0);
  frame.writeUInt32BE(id, 4);
  frame[8] = kind;
  frame.set(payload, HEAD);
  return frame;
}

/** Cuts a stream of octets into frames; octets that had to be copied are wiped where they came from. */
export class FrameReader {
  private rest: Buffer = NOTHING;

  /** The frames that are whole now. Throws RangeError when a frame claims more than LONGEST_FRAME. */
  push(chunk: Buffer): Frame[] {
    let octets = chunk;
    if (this.rest.length > 0) {
      octets = Buffer.allocUnsafeSlow(this.rest.length + chunk.length);
      octets.set(this.rest, 0);
      octets.set(chunk, this.rest.length);
      this.rest.fill(0);
      chunk.fill(0);
    }
    const frames: Frame[] = [];
    let at = 0;
    while (octets.length - at >= HEAD) {
      const length = octets.readUInt32BE(at);
      if (length < HEAD - 4 || length > LONGEST_FRAME) throw new RangeError('frame length');
      const end = at + 4 + length;
      if (end > octets.length) break;
      frames.push({
        id: octets.readUInt32BE(at + 4),
        kind: octets[at + 8]!,
        payload: octets.subarray(at + HEAD, end),
      });
      at = end;
    }
    // The chunk is only lent: whoever pushed it wipes it.
    this.rest = at < octets.length ? Buffer.from(octets.subarray(at)) : NOTHING;
    octets.fill(0, at);
    return frames;
  }
}
