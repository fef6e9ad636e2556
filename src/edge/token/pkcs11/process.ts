import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { Fault } from '../../../fault/fault.ts';
import type { CallName, Calls, Refusal } from './calls.ts';
import { type Frame, FrameReader, KIND, writeFrame } from './frames.ts';
import { faultOf } from './refusals.ts';
import { RETURN_VALUES } from './values.ts';

/** Milliseconds after which a call into the module counts as hanging; slow USB tokens take seconds to log in. */
export const PATIENCE = {
  load: 30_000,
  look: 30_000,
  sessions: 30_000,
  key: 30_000,
  mechanism: 10_000,
  login: 60_000,
  sign: 60_000,
  close: 1_000,
} as const;
export type Patience = Readonly<Record<keyof typeof PATIENCE, number>>;

/** Milliseconds for what a dead process left in the pipe. */
const LAST_WORDS = 500;

/** What tests may set: shorter patience, another child. */
export interface ProcessOptions {
  readonly patience?: Partial<Patience>;
  /** Path of the compiled child. */
  readonly child?: string;
}

interface Pending {
  readonly doing: keyof Patience;
  resolve(payload: Buffer): void;
  reject(fault: Fault): void;
}

/**
 * One module in one process. Requests are written at once and answered in order, so the token always has the
 * next one at hand. The oldest request has been begun (those before it are answered): when it stays
 * unanswered past its patience the process is killed.
 */
export class ModuleProcess {
  readonly module: string;
  private readonly child: ChildProcess;
  private readonly pipe: Socket;
  private readonly lifeline: Socket;
  private readonly patience: Patience;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private dead: Fault | undefined;
  private timer: NodeJS.Timeout | undefined;
  private watched: number | undefined;
  private timed: keyof Patience | undefined;

  constructor(module: string, lanes: number, options: ProcessOptions = {}) {
    this.module = module;
    this.patience = { ...PATIENCE, ...options.patience };
    const { NODE_OPTIONS: _, ...environment } = process.env;
    if (lanes > 1) environment.UV_THREADPOOL_SIZE = String(lanes + 1);
    this.child = spawn(process.execPath, [options.child ?? childPath()], {
      // Modules print what they like: their streams lead nowhere.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: environment,
      windowsHide: true,
    });
    this.pipe = this.child.stdio[3] as Socket;
    this.lifeline = this.child.stdio[4] as unknown as Socket;
    const reader = new FrameReader();
    this.pipe.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.settle(frame);
      } catch {
        this.end(new Fault('TOKEN_MODULE_CRASHED'));
      }
    });
    for (const stream of [this.pipe, this.lifeline]) {
      stream.on('error', () => {});
      stream.unref();
    }
    this.child.on('error', () => this.end(new Fault('TOKEN_MODULE_CRASHED')));
    // Signatures made before a crash may still lie in the pipe: 'close' comes when it is read empty.
    this.child.on('close', () => this.end(new Fault('TOKEN_MODULE_CRASHED')));
    this.child.on('exit', () => {
      setTimeout(() => this.end(new Fault('TOKEN_MODULE_CRASHED')), LAST_WORDS).unref();
    });
    this.child.unref();
  }

  get processId(): number | undefined {
    return this.child.pid;
  }

  async call<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<Calls[N]['answer']> {
    const payload = Buffer.from(JSON.stringify({ name, ask }));
    const answer = await this.request(name, KIND.call, payload);
    return JSON.parse(answer.toString('utf8'));
  }

  /** The frame that carries the PIN is wiped as soon as the pipe has taken it; wiping `pin` is the caller's. */
  async login(pin: Uint8Array): Promise<void> {
    await this.request('login', KIND.login, pin, true);
  }

  /** C_Sign over `data`; the signature as the token gives it. */
  sign(data: Uint8Array): Promise<Buffer> {
    return this.request('sign', KIND.sign, data);
  }

  /** Logs out if the module answers soon, then ends the process in any case. */
  async close(): Promise<void> {
    if (this.dead === undefined) await this.call('close', {}).catch(() => {});
    this.kill();
  }

  kill(): void {
    this.end(new Fault('TOKEN_REFUSED', { what: 'token-closed' }));
  }

  private request(
    doing: keyof Patience,
    kind: number,
    payload: Uint8Array,
    wipe = false,
  ): Promise<Buffer> {
    if (this.dead !== undefined) return Promise.reject(this.dead);
    return new Promise((resolve, reject) => {
      const id = this.nextId;
      this.nextId = (this.nextId % 0xffff_fffe) + 1;
      this.pending.set(id, { doing, resolve, reject });
      const frame = writeFrame(id, kind, payload);
      // Requests made in one turn go out in one write.
      if (this.pipe.writableCorked === 0) {
        this.pipe.cork();
        process.nextTick(() => this.pipe.uncork());
      }
      this.pipe.write(frame, () => {
        if (wipe) frame.fill(0);
      });
      this.watch();
    });
  }

  private settle({ id, kind, payload }: Frame): void {
    const request = this.pending.get(id);
    if (request === undefined) return;
    this.pending.delete(id);
    this.watch();
    if (kind !== KIND.refusal) {
      request.resolve(Buffer.from(payload));
      return;
    }
    const refusal = JSON.parse(payload.toString('utf8')) as Refusal;
    const fault = faultOf(refusal, this.module, request.doing);
    request.reject(fault);
    if (RETURN_VALUES[refusal.ckr]?.dead || request.doing === 'login') this.end(fault);
  }

  /** Keeps the one timer on the oldest request. */
  private watch(): void {
    const oldest = this.pending.entries().next();
    if (oldest.done) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.watched = undefined;
      return;
    }
    const [id, { doing }] = oldest.value;
    if (id === this.watched) return;
    this.watched = id;
    if (this.timer !== undefined && doing === 'sign' && this.timed === 'sign') {
      this.timer.refresh();
      return;
    }
    clearTimeout(this.timer);
    this.timed = doing;
    this.timer = setTimeout(
      () => this.end(new Fault('TOKEN_MODULE_HANGS', { module: this.module, doing })),
      this.patience[doing],
    );
  }

  private end(fault: Fault): void {
    if (this.dead !== undefined) return;
    this.dead = fault;
    clearTimeout(this.timer);
    this.child.kill('SIGKILL');
    this.pipe.destroy();
    this.lifeline.destroy();
    for (const request of this.pending.values()) request.reject(fault);
    this.pending.clear();
  }
}

/** The compiled child, by the package's own map, so that it is found from src and from dist alike. */
function childPath(): string {
  return createRequire(import.meta.url).resolve('#token-child');
}
