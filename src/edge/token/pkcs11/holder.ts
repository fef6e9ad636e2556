import { createRequire } from 'node:module';
import type { Handle, Module } from './binding.ts';
import type { Calls, MechanismPlan, SlotFacts, StoredCertificate } from './calls.ts';
import { attribute, find, storedCertificates, text } from './objects.ts';
import { attempt, isReturn, Refused, refusedBy } from './refused.ts';
import {
  CKA,
  CKF,
  CKK,
  CKO,
  CKR_CANT_LOCK,
  CKR_OPERATION_ACTIVE,
  CKR_USER_ALREADY_LOGGED_IN,
  CKU,
  RETURN_VALUES,
} from './values.ts';

/** CK_RSA_PKCS_PSS_PARAMS in pkcs11js. */
const PARAMS_RSA_PSS = 5;
/** Longest signature: RSA with 8192 bits. */
const SIGNATURE_ROOM = 1024;

type Done = (refused: Refused | null, signature?: Buffer) => void;

interface Waiting {
  readonly data: Buffer;
  readonly done: Done;
}

interface Lane {
  session: Handle;
  readonly room: Buffer;
  busy: boolean;
}

/** Every call into the module, in its process. With one lane calls are synchronous: no thread hop between signatures. */
export class Holder {
  private module: Module | undefined;
  private slots: Handle[] = [];
  private slot: Handle | undefined;
  private lanes: Lane[] = [];
  private mostLanes = Number.POSITIVE_INFINITY;
  private privateKey: Handle | undefined;
  private plan: { mechanism: number; parameter?: object } | undefined;
  /** Kept only for keys that ask for it with every signature (CKA_ALWAYS_AUTHENTICATE). */
  private pin: string | undefined;
  private alwaysAuthenticate = false;
  private dead: Refused | undefined;
  private readonly waiting: Waiting[] = [];

  load({ module, threads }: Calls['load']['ask']): Calls['load']['answer'] {
    const lib = loadModule(module);
    try {
      attempt(() => lib.C_Initialize(threads ? { flags: CKF.OS_LOCKING_OK } : undefined));
    } catch (error) {
      if (!isReturn(error, CKR_CANT_LOCK)) throw error;
      // The module knows no locks: it is used from one thread only.
      attempt(() => lib.C_Initialize());
      this.mostLanes = 1;
    }
    this.module = lib;
    const info = attempt(() => lib.C_GetInfo());
    return {
      description: text(info.libraryDescription),
      manufacturer: text(info.manufacturerID),
      version: `${info.libraryVersion.major}.${info.libraryVersion.minor}`,
      cryptoki: `${info.cryptokiVersion.major}.${info.cryptokiVersion.minor}`,
    };
  }

  look(): SlotFacts[] {
    const lib = this.loaded();
    this.slots = attempt(() => lib.C_GetSlotList(true));
    return this.slots.map((slot, index) => this.slotFacts(lib, slot, index));
  }

  sessions({ slot, lanes }: Calls['sessions']['ask']): Calls['sessions']['answer'] {
    const lib = this.loaded();
    const handle = this.slots[slot]!;
    this.slot = handle;
    const flags = attempt(() => lib.C_GetTokenInfo(handle)).flags;
    for (let lane = 0; lane < Math.min(lanes, this.mostLanes); lane++) {
      const room = Buffer.alloc(SIGNATURE_ROOM);
      try {
        const session = attempt(() => lib.C_OpenSession(handle, CKF.SERIAL_SESSION));
        this.lanes.push({ session, room, busy: false });
      } catch (error) {
        // Fewer lanes than wished (CKR_SESSION_COUNT) still sign.
        if (lane === 0) throw error;
        break;
      }
    }
    return { flags, lanes: this.lanes.length };
  }

  /** Wipes `pin`. One call, one try: whatever it answers, no other follows. */
  login(pin: Buffer): void {
    const lib = this.loaded();
    if (this.dead) throw this.dead;
    let secret: string | undefined = pin.toString('utf8');
    pin.fill(0);
    try {
      attempt(() => lib.C_Login(this.session(), CKU.USER, secret));
    } catch (error) {
      if (!isReturn(error, CKR_USER_ALREADY_LOGGED_IN)) {
        this.dead = error as Refused;
        throw error;
      }
    }
    this.pin = secret;
    secret = undefined;
  }

  key({ id, modulus, keyType }: Calls['key']['ask']): Calls['key']['answer'] {
    const lib = this.loaded();
    const session = this.session();
    const ofType = [
      { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
      { type: CKA.KEY_TYPE, value: keyType === 'rsa' ? CKK.RSA : CKK.EC },
    ];
    const byId = id === '' ? [] : [{ type: CKA.ID, value: Buffer.from(id, 'base64') }];
    let keys = id === '' ? [] : find(lib, session, [...ofType, ...byId]);
    if (keys.length !== 1 && modulus !== null) {
      const sought = Buffer.from(modulus, 'base64');
      const all = find(lib, session, ofType);
      const same = all.filter((key) => {
        const value = attribute(lib, session, key, CKA.MODULUS);
        return value !== undefined && sought.equals(withoutZeros(value));
      });
      if (same.length > 0) keys = same;
    }
    this.privateKey = keys[0];
    if (this.privateKey === undefined) return { found: false, alwaysAuthenticate: false };
    const always = attribute(lib, session, this.privateKey, CKA.ALWAYS_AUTHENTICATE);
    this.alwaysAuthenticate = always?.[0] === 1;
    if (!this.alwaysAuthenticate) this.pin = undefined;
    return { found: true, alwaysAuthenticate: this.alwaysAuthenticate };
  }

  mechanism({ mechanism, pss }: MechanismPlan): Record<never, never> {
    this.plan = pss
      ? {
          mechanism,
          parameter: {
            type: PARAMS_RSA_PSS,
            hashAlg: pss.hash,
            mgf: pss.mgf,
            saltLen: pss.salt,
          },
        }
      : { mechanism };
    return {};
  }

  sign(data: Buffer, done: Done): void {
    if (this.lanes.length > 1) {
      // The frame's octets are only lent; a thread reads these later.
      this.waiting.push({ data: Buffer.from(data), done });
      this.fillLanes();
      return;
    }
    try {
      const lane = this.lanes[0]!;
      this.begin(lane);
      done(
        null,
        attempt(() => this.loaded().C_Sign(lane.session, data, lane.room)),
      );
    } catch (error) {
      done(this.remember(error));
    }
  }

  close(): Record<never, never> {
    this.pin = undefined;
    const lib = this.module;
    const lane = this.lanes[0];
    if (lib && lane) {
      attempt(() => lib.C_Logout(lane.session));
      for (const { session } of this.lanes) attempt(() => lib.C_CloseSession(session));
    }
    return {};
  }

  private fillLanes(): void {
    while (this.waiting.length > 0) {
      const lane = this.lanes.find(({ busy }) => !busy);
      if (lane === undefined) return;
      this.signOn(lane, this.waiting.shift()!);
    }
  }

  private signOn(lane: Lane, next: Waiting): void {
    lane.busy = true;
    const end = (refused: Refused | null, signature?: Buffer) => {
      lane.busy = false;
      next.done(refused, signature);
      this.fillLanes();
    };
    try {
      this.begin(lane);
      this.loaded().C_Sign(lane.session, next.data, lane.room, (error, signature) =>
        error ? end(this.remember(refusedBy(error))) : end(null, signature),
      );
    } catch (error) {
      lane.busy = false;
      next.done(this.remember(error));
    }
  }

  private begin(lane: Lane): void {
    if (this.dead) throw this.dead;
    const lib = this.loaded();
    const init = () =>
      attempt(() => lib.C_SignInit(lane.session, this.plan as never, this.privateKey!));
    try {
      init();
    } catch (error) {
      if (!isReturn(error, CKR_OPERATION_ACTIVE)) throw error;
      // A failed C_Sign should end the operation and in some modules does not: a new session, opened before
      // the old one is closed, because closing the last one logs out.
      const stuck = lane.session;
      lane.session = attempt(() => lib.C_OpenSession(this.slot!, CKF.SERIAL_SESSION));
      attempt(() => lib.C_CloseSession(stuck));
      init();
    }
    if (this.alwaysAuthenticate)
      attempt(() => lib.C_Login(lane.session, CKU.CONTEXT_SPECIFIC, this.pin));
  }

  /** After a refused PIN or a pulled token nothing more is tried, whatever still waits. */
  private remember(error: unknown): Refused {
    const refused =
      error instanceof Refused
        ? error
        : new Refused({ reason: 'bug', ckr: 0, name: String(error) });
    if (RETURN_VALUES[refused.refusal.ckr]?.dead) this.dead = refused;
    return refused;
  }

  private slotFacts(lib: Module, slot: Handle, index: number): SlotFacts {
    const blank = { label: '', manufacturer: '', model: '', serial: '', flags: 0 };
    let facts = {
      slot: index,
      description: '',
      ...blank,
      mechanisms: [] as number[],
      certificates: [] as StoredCertificate[],
      refused: null as string | null,
    };
    try {
      facts.description = text(attempt(() => lib.C_GetSlotInfo(slot)).slotDescription);
      const token = attempt(() => lib.C_GetTokenInfo(slot));
      facts = {
        ...facts,
        label: text(token.label),
        manufacturer: text(token.manufacturerID),
        model: text(token.model),
        serial: text(token.serialNumber),
        flags: token.flags,
      };
      if ((token.flags & CKF.TOKEN_INITIALIZED) === 0) return facts;
      facts.mechanisms = attempt(() => lib.C_GetMechanismList(slot));
      const session = attempt(() => lib.C_OpenSession(slot, CKF.SERIAL_SESSION));
      try {
        facts.certificates = storedCertificates(lib, session);
      } finally {
        attempt(() => lib.C_CloseSession(session));
      }
    } catch (error) {
      facts.refused = error instanceof Refused ? error.refusal.name : 'CKR_GENERAL_ERROR';
    }
    return facts;
  }

  private loaded(): Module {
    if (this.module === undefined) throw new Refused({ reason: 'bug', ckr: 0, name: 'not loaded' });
    return this.module;
  }

  private session(): Handle {
    return this.lanes[0]!.session;
  }
}

function loadModule(path: string): Module {
  let graphene: { readonly Module: { load(path: string): unknown } };
  try {
    graphene = createRequire(import.meta.url)('graphene-pk11');
  } catch {
    throw new Refused({ reason: 'support-missing', ckr: 0, name: 'graphene-pk11' });
  }
  try {
    return (graphene.Module.load(path) as { lib: Module }).lib;
  } catch (error) {
    const said = String((error as Error).message);
    const reason = /C_GetFunctionList/.test(said) ? 'not-pkcs11' : 'load-failed';
    throw new Refused({ reason, ckr: 0, name: said });
  }
}

function withoutZeros(octets: Buffer): Buffer {
  let at = 0;
  while (at < octets.length - 1 && octets[at] === 0) at++;
  return octets.subarray(at);
}
