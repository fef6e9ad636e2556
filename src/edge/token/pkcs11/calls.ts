/** What the parent may ask of the process that holds the module, and what it answers: the two sides' contract. */
export interface Calls {
  /** Loads and initialises the module; nothing else comes before it. */
  load: { ask: { module: string; threads: boolean }; answer: ModuleFacts };
  /** Slots that hold a token, their certificates and mechanisms, without login. */
  look: { ask: Record<never, never>; answer: SlotFacts[] };
  /** Opens `lanes` read-only sessions on a slot of the last look; answers the flags as they are now. */
  sessions: { ask: { slot: number; lanes: number }; answer: { flags: number; lanes: number } };
  /** Finds the private key that belongs to a certificate; after login. */
  key: {
    ask: { id: string; modulus: string | null; keyType: 'rsa' | 'ec' };
    answer: { found: boolean; alwaysAuthenticate: boolean };
  };
  /** Sets the mechanism of the signatures that follow. */
  mechanism: { ask: MechanismPlan; answer: Record<never, never> };
  /** Logs out and closes the sessions; the parent ends the process afterwards. */
  close: { ask: Record<never, never>; answer: Record<never, never> };
}
export type CallName = keyof Calls;

export interface ModuleFacts {
  readonly description: string;
  readonly manufacturer: string;
  readonly version: string;
  readonly cryptoki: string;
}

/** Octets are base64 here: this crosses as JSON, because what a module wrote over must not reach a richer parser. */
export interface StoredCertificate {
  readonly der: string;
  /** CKA_ID as base64. */
  readonly id: string;
  readonly label: string;
  /** A public or private key object with the same CKA_ID is visible without login. */
  readonly keySeen: boolean;
  /** CKA_ALWAYS_AUTHENTICATE of a private key that is visible without login. */
  readonly alwaysAuthenticate: boolean | null;
}

export interface SlotFacts {
  readonly slot: number;
  readonly description: string;
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly flags: number;
  readonly mechanisms: readonly number[];
  readonly certificates: readonly StoredCertificate[];
  /** The slot could not be looked into: name of the CKR value. */
  readonly refused: string | null;
}

export interface MechanismPlan {
  /** CK_MECHANISM_TYPE. */
  readonly mechanism: number;
  /** CK_RSA_PKCS_PSS_PARAMS. */
  readonly pss: { readonly hash: number; readonly mgf: number; readonly salt: number } | null;
}

export interface Refusal {
  readonly reason: 'ckr' | 'support-missing' | 'load-failed' | 'not-pkcs11' | 'bug';
  /** Numeric CKR value, 0 when there is none. */
  readonly ckr: number;
  readonly name: string;
}
