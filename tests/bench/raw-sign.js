// The device's own speed: as many C_Sign calls as asked on as many sessions as lanes, in this process, one token, one key.
// Arguments: module, PIN, count, lanes. Prints signatures per second.
import { createRequire } from 'node:module';

const { PKCS11, ...ck } = createRequire(import.meta.url)('pkcs11js');
const [module, pin, count, lanes] = process.argv.slice(2);

const p11 = new PKCS11();
p11.load(module);
p11.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK });
const slot = p11.C_GetSlotList(true)[0];
const sessions = Array.from({ length: Number(lanes) }, () =>
  p11.C_OpenSession(slot, ck.CKF_SERIAL_SESSION),
);
p11.C_Login(sessions[0], ck.CKU_USER, pin);
p11.C_FindObjectsInit(sessions[0], [{ type: ck.CKA_CLASS, value: ck.CKO_PRIVATE_KEY }]);
const key = p11.C_FindObjects(sessions[0], 1)[0];
p11.C_FindObjectsFinal(sessions[0]);

const message = Buffer.alloc(150, 7);
const signature = Buffer.alloc(256);
let left = Number(count);
const started = performance.now();
if (sessions.length === 1) {
  while (left-- > 0) {
    p11.C_SignInit(sessions[0], { mechanism: ck.CKM_SHA256_RSA_PKCS }, key);
    p11.C_Sign(sessions[0], message, signature);
  }
} else {
  await Promise.all(
    sessions.map(async (session) => {
      while (left-- > 0) {
        p11.C_SignInit(session, { mechanism: ck.CKM_SHA256_RSA_PKCS }, key);
        await p11.C_SignAsync(session, message, Buffer.alloc(256));
      }
    }),
  );
}
console.log(Number(count) / ((performance.now() - started) / 1000));
process.exit(0);
