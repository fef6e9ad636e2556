import type { FaultCode } from '../../../fault/table.ts';

/** Values of PKCS #11 v2.40/3.0 that kyso uses (OASIS pkcs11t.h); names are the standard's. */
export const CKF = {
  SERIAL_SESSION: 0x4,
  OS_LOCKING_OK: 0x2,
  LOGIN_REQUIRED: 0x4,
  USER_PIN_INITIALIZED: 0x8,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x10000,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
} as const;

export const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;
export const CKK = { RSA: 0, EC: 3 } as const;
export const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;
export const CKA = {
  CLASS: 0x0,
  LABEL: 0x3,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  KEY_TYPE: 0x100,
  ID: 0x102,
  MODULUS: 0x120,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;

export const CKM = {
  RSA_PKCS: 0x1,
  RSA_PKCS_PSS: 0xd,
  SHA256_RSA_PKCS: 0x40,
  SHA384_RSA_PKCS: 0x41,
  SHA512_RSA_PKCS: 0x42,
  SHA256_RSA_PKCS_PSS: 0x43,
  SHA384_RSA_PKCS_PSS: 0x44,
  SHA512_RSA_PKCS_PSS: 0x45,
  SHA256: 0x250,
  SHA384: 0x260,
  SHA512: 0x270,
  ECDSA: 0x1041,
  ECDSA_SHA256: 0x1044,
  ECDSA_SHA384: 0x1045,
  ECDSA_SHA512: 0x1046,
} as const;
export const CKG = { SHA256: 2, SHA384: 3, SHA512: 4 } as const;

export const CKR_CANT_LOCK = 0xa;
export const CKR_OPERATION_ACTIVE = 0x90;
export const CKR_USER_ALREADY_LOGGED_IN = 0x100;

/**
 * What a return value means for the run. `dead` values end the signer: nothing may be tried after them,
 * above all no second PIN. Values not listed are TOKEN_REFUSED with their own name.
 */
export const RETURN_VALUES: Readonly<
  Record<number, { readonly code: FaultCode; readonly what?: string; readonly dead?: true }>
> = {
  2: { code: 'TOKEN_REFUSED', what: 'token-memory' },
  48: { code: 'TOKEN_REFUSED', what: 'token-device-error' },
  49: { code: 'TOKEN_REFUSED', what: 'token-memory' },
  50: { code: 'TOKEN_REMOVED', dead: true },
  104: { code: 'TOKEN_REFUSED', what: 'key-may-not-sign' },
  112: { code: 'TOKEN_MECHANISM_MISSING' },
  113: { code: 'TOKEN_MECHANISM_MISSING' },
  160: { code: 'TOKEN_PIN_WRONG', dead: true },
  161: { code: 'TOKEN_PIN_WRONG', dead: true },
  162: { code: 'TOKEN_PIN_WRONG', dead: true },
  163: { code: 'TOKEN_REFUSED', what: 'pin-expired', dead: true },
  164: { code: 'TOKEN_PIN_LOCKED', dead: true },
  176: { code: 'TOKEN_REMOVED', dead: true },
  177: { code: 'TOKEN_REFUSED', what: 'too-many-sessions' },
  179: { code: 'TOKEN_REMOVED', dead: true },
  224: { code: 'TOKEN_REMOVED', dead: true },
  225: { code: 'TOKEN_REMOVED', dead: true },
  257: { code: 'TOKEN_REFUSED', what: 'logged-out', dead: true },
  258: { code: 'TOKEN_REFUSED', what: 'pin-not-set', dead: true },
  260: { code: 'TOKEN_REFUSED', what: 'another-user', dead: true },
};
