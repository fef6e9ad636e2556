/**
 * The process that holds the vendor's module. It does one call at a time in the order asked, so that the
 * token is never idle while frames wait, and it is ended from outside: C_Finalize deadlocks in some modules.
 * A watcher thread kills it when the parent is gone, even while a call into the module hangs.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { isMainThread, Worker } from 'node:worker_threads';
import type { CallName, Refusal } from './calls.ts';
import { type Frame, FrameReader, KIND, writeFrame } from './frames.ts';
import { Holder } from './holder.ts';
import { Refused } from './refused.ts';

const REQUESTS = 3;
const LIFELINE = 4;

if (isMainThread) serve();
else watch();

function serve(): void {
  new Worker(new URL(import.meta.url));
  // Ctrl-C reaches the whole group; the parent decides what to finish.
  process.on('SIGINT', () => {});
  const holder = new Holder();
  const reader = new FrameReader();
  const pipe = new Socket({ fd: REQUESTS, readable: true, writable: true });
  pipe.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) answer(frame, holder, (said) => send(pipe, said));
    // A frame of it may have been the PIN.
    chunk.fill(0);
  });
  pipe.on('close', end);
  pipe.on('error', end);
}

function answer({ id, kind, payload }: Frame, holder: Holder, say: (frame: Buffer) => void): void {
  if (kind === KIND.sign) {
    holder.sign(payload, (refused, signature) =>
      say(refused ? refusal(id, refused) : writeFrame(id, KIND.signature, signature as Buffer)),
    );
    return;
  }
  try {
    if (kind === KIND.login) holder.login(payload);
    const found = kind === KIND.login ? {} : call(holder, payload);
    say(writeFrame(id, KIND.answer, Buffer.from(JSON.stringify(found))));
  } catch (error) {
    say(refusal(id, error));
  }
}

/** Past the stream while it holds nothing back: between two signatures every microsecond is the token's. */
function send(pipe: Socket, frame: Buffer): void {
  let written = 0;
  if (pipe.writableLength === 0) {
    try {
      written = writeSync(REQUESTS, frame);
    } catch {
      // full, or not that kind of handle: the stream waits or says what is wrong
    }
  }
  if (written < frame.length) pipe.write(frame.subarray(written));
}

function call(holder: Holder, payload: Buffer): unknown {
  const { name, ask } = JSON.parse(payload.toString('utf8')) as { name: CallName; ask: never };
  return holder[name](ask);
}

function refusal(id: number, error: unknown): Buffer {
  const said: Refusal =
    error instanceof Refused ? error.refusal : { reason: 'bug', ckr: 0, name: String(error) };
  return writeFrame(id, KIND.refusal, Buffer.from(JSON.stringify(said)));
}

function watch(): void {
  const lifeline = new Socket({ fd: LIFELINE, readable: true, writable: false });
  lifeline.on('close', end);
  lifeline.on('error', end);
  lifeline.resume();
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
