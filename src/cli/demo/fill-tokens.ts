/**
 * Run as a process of its own: makes SoftHSM tokens and puts keys and certificates on them. The order comes on
 * stdin as JSON (`TokenOrder[]` with the module); SOFTHSM2_CONF says where the tokens lie. A process of its own
 * because a PKCS #11 module, even this one, is not let into kyso's.
 */
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

export interface TokenOrder {
  readonly label: string;
  readonly objects: readonly TokenObject[];
}

export interface TokenObject {
  readonly label: string;
  /** base64 of the DER */
  readonly certificate: string;
  /** base64 of the DER: subject, issuer and serial number as they stand in the certificate. */
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** A JWK of an RSA private key. */
  readonly key: Readonly<Record<'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', string>>;
}

export interface FillOrder {
  readonly module: string;
  readonly pin: string;
  readonly tokens: readonly TokenOrder[];
}

/** The few calls of PKCS #11 that filling a token needs, as the binding names them. */
interface Library {
  C_Initialize(): void;
  C_GetSlotList(present: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { readonly label: string; readonly flags: number };
  C_InitToken(slot: Buffer, pin: string, label: string): void;
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_CloseSession(session: Buffer): void;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_Logout(session: Buffer): void;
  C_InitPIN(session: Buffer, pin: string): void;
  C_CreateObject(session: Buffer, template: readonly Attribute[]): Buffer;
}

interface Attribute {
  readonly type: number;
  readonly value: number | boolean | string | Buffer;
}

const SO_PIN = 'demo-security-officer';
const RW_SESSION = 0x2 | 0x4;
const TOKEN_INITIALIZED = 0x400;
const SO = 0;
const USER = 1;
const CERTIFICATE = 1;
const PRIVATE_KEY = 3;

const order = JSON.parse(await text(process.stdin)) as FillOrder;
const graphene = createRequire(import.meta.url)('graphene-pk11');
const library = graphene.Module.load(order.module).lib as Library;
library.C_Initialize();
for (const token of order.tokens) fill(token);

function fill({ label, objects }: TokenOrder): void {
  const free = library
    .C_GetSlotList(true)
    .find((slot) => (library.C_GetTokenInfo(slot).flags & TOKEN_INITIALIZED) === 0);
  if (free === undefined) throw new Error('no slot is free for a new token');
  library.C_InitToken(free, SO_PIN, label);
  const session = library.C_OpenSession(free, RW_SESSION);
  library.C_Login(session, SO, SO_PIN);
  library.C_InitPIN(session, order.pin);
  library.C_Logout(session);
  library.C_Login(session, USER, order.pin);
  objects.forEach((object, i) => {
    const id = Buffer.of(i + 1);
    library.C_CreateObject(session, certificateTemplate(object, id));
    library.C_CreateObject(session, keyTemplate(object, id));
  });
  library.C_Logout(session);
  library.C_CloseSession(session);
}

/** Attributes by their numbers in pkcs11t.h. */
function certificateTemplate(object: TokenObject, id: Buffer): Attribute[] {
  return [
    { type: 0x0, value: CERTIFICATE }, // CKA_CLASS
    { type: 0x80, value: 0 }, // CKA_CERTIFICATE_TYPE: X.509
    { type: 0x1, value: true }, // CKA_TOKEN
    { type: 0x2, value: false }, // CKA_PRIVATE
    { type: 0x3, value: object.label }, // CKA_LABEL
    { type: 0x102, value: id }, // CKA_ID
    { type: 0x101, value: base64(object.subject) }, // CKA_SUBJECT
    { type: 0x81, value: base64(object.issuer) }, // CKA_ISSUER
    { type: 0x82, value: base64(object.serial) }, // CKA_SERIAL_NUMBER
    { type: 0x11, value: base64(object.certificate) }, // CKA_VALUE
  ];
}

function keyTemplate({ label, key }: TokenObject, id: Buffer): Attribute[] {
  const number = (value: string) => Buffer.from(value, 'base64url');
  return [
    { type: 0x0, value: PRIVATE_KEY },
    { type: 0x100, value: 0 }, // CKA_KEY_TYPE: RSA
    { type: 0x1, value: true }, // CKA_TOKEN
    { type: 0x2, value: true }, // CKA_PRIVATE
    { type: 0x103, value: true }, // CKA_SENSITIVE
    { type: 0x162, value: false }, // CKA_EXTRACTABLE
    { type: 0x108, value: true }, // CKA_SIGN
    { type: 0x3, value: label },
    { type: 0x102, value: id },
    { type: 0x120, value: number(key.n) }, // CKA_MODULUS
    { type: 0x122, value: number(key.e) }, // CKA_PUBLIC_EXPONENT
    { type: 0x123, value: number(key.d) }, // CKA_PRIVATE_EXPONENT
    { type: 0x124, value: number(key.p) }, // CKA_PRIME_1
    { type: 0x125, value: number(key.q) }, // CKA_PRIME_2
    { type: 0x126, value: number(key.dp) }, // CKA_EXPONENT_1
    { type: 0x127, value: number(key.dq) }, // CKA_EXPONENT_2
    { type: 0x128, value: number(key.qi) }, // CKA_COEFFICIENT
  ];
}

function base64(value: string): Buffer {
  return Buffer.from(value, 'base64');
}
