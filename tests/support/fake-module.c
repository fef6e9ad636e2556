/*
 * A PKCS#11 module that stands before SoftHSM and misbehaves as its environment says:
 *   FAKE_REAL          the module behind (required)
 *   FAKE_LOG           file to which logins, sessions and signatures are written, one a line
 *   FAKE_HANG          name of the function that never returns: C_Initialize, C_GetSlotList, C_Login, C_Sign
 *   FAKE_CRASH         name of the function that aborts the process: C_GetSlotList, C_Sign
 *   FAKE_FLAGS         flags (number) added to the token's
 *   FAKE_LOGIN         CKR value (number) that C_Login gives
 *   FAKE_CONTEXT_LOGIN CKR value (number) that C_Login gives once the user is logged in
 *   FAKE_SIGN_INIT     CKR value (number) that C_SignInit gives
 *   FAKE_SIGN          CKR value (number) that C_Sign gives after FAKE_SIGN_AFTER signatures
 *   FAKE_ALWAYS        private keys want the PIN with every signature
 *   FAKE_ONLY_RSA_PKCS the mechanism list holds CKM_RSA_PKCS alone
 *   FAKE_HIDE          certificates are hidden until login
 *   FAKE_SIZE_ZERO     size queries answer 0
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <pkcs11/pkcs11.h>

static CK_FUNCTION_LIST_PTR real;
static CK_FUNCTION_LIST fake;
static int logged_in, hidden, context_login, signatures;

static unsigned long number(const char *name) {
  const char *value = getenv(name);
  return value ? strtoul(value, NULL, 0) : 0;
}

static void note(const char *what, unsigned long detail) {
  const char *path = getenv("FAKE_LOG");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  fprintf(file, "%s %lu\n", what, detail);
  fclose(file);
}

static void misbehave(const char *function) {
  const char *hang = getenv("FAKE_HANG"), *crash = getenv("FAKE_CRASH");
  if (crash && !strcmp(crash, function)) abort();
  while (hang && !strcmp(hang, function)) pause();
}

static CK_RV initialize(CK_VOID_PTR args) {
  misbehave("C_Initialize");
  printf("a module may print what it likes\n");
  return real->C_Initialize(args);
}

static CK_RV slots(CK_BBOOL present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  misbehave("C_GetSlotList");
  return real->C_GetSlotList(present, list, count);
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV rv = real->C_GetTokenInfo(slot, info);
  if (info->flags & CKF_TOKEN_INITIALIZED) info->flags |= number("FAKE_FLAGS");
  return rv;
}

static CK_RV mechanisms(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count) {
  if (!getenv("FAKE_ONLY_RSA_PKCS")) return real->C_GetMechanismList(slot, list, count);
  if (list) list[0] = CKM_RSA_PKCS;
  *count = 1;
  return CKR_OK;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                          CK_SESSION_HANDLE_PTR session) {
  note("C_OpenSession", flags);
  return real->C_OpenSession(slot, flags, application, notify, session);
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  CK_RV rv = number("FAKE_LOGIN");
  note("C_Login", user);
  misbehave("C_Login");
  if (user == CKU_CONTEXT_SPECIFIC) {
    if (rv == CKR_OK) context_login = 1;
    return rv;
  }
  if (rv == CKR_OK) rv = real->C_Login(session, user, pin, length);
  if (rv == CKR_OK) logged_in = 1;
  if (rv == CKR_OK && getenv("FAKE_CONTEXT_LOGIN")) setenv("FAKE_LOGIN", getenv("FAKE_CONTEXT_LOGIN"), 1);
  return rv;
}

static CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  hidden = getenv("FAKE_HIDE") && !logged_in;
  return real->C_FindObjectsInit(session, template, count);
}

static CK_RV find(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR list, CK_ULONG most, CK_ULONG_PTR count) {
  CK_RV rv = real->C_FindObjects(session, list, most, count);
  if (hidden) *count = 0;
  return rv;
}

static CK_RV attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR list, CK_ULONG count) {
  CK_BBOOL query = count == 1 && list[0].pValue == NULL;
  CK_RV rv = real->C_GetAttributeValue(session, object, list, count);
  if (query && getenv("FAKE_SIZE_ZERO")) list[0].ulValueLen = 0;
  if (count == 1 && list[0].type == CKA_ALWAYS_AUTHENTICATE && getenv("FAKE_ALWAYS")) {
    list[0].ulValueLen = 1;
    if (list[0].pValue) *(CK_BBOOL *)list[0].pValue = CK_TRUE;
    return CKR_OK;
  }
  return rv;
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  note("C_SignInit", mechanism->mechanism);
  context_login = 0;
  if (number("FAKE_SIGN_INIT")) return number("FAKE_SIGN_INIT");
  return real->C_SignInit(session, mechanism, key);
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature,
                  CK_ULONG_PTR signature_length) {
  if (number("FAKE_SIGN") && (unsigned long)signatures >= number("FAKE_SIGN_AFTER")) {
    note("C_Sign", number("FAKE_SIGN"));
    return number("FAKE_SIGN");
  }
  misbehave("C_Sign");
  if (getenv("FAKE_ALWAYS") && !context_login) return CKR_USER_NOT_LOGGED_IN;
  signatures++;
  note("C_Sign", 0);
  return real->C_Sign(session, data, length, signature, signature_length);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  void *library = dlopen(getenv("FAKE_REAL"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
  if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  fake = *real;
  fake.C_Initialize = initialize;
  fake.C_GetSlotList = slots;
  fake.C_GetTokenInfo = token_info;
  fake.C_GetMechanismList = mechanisms;
  fake.C_OpenSession = open_session;
  fake.C_Login = login;
  fake.C_FindObjectsInit = find_init;
  fake.C_FindObjects = find;
  fake.C_GetAttributeValue = attributes;
  fake.C_SignInit = sign_init;
  fake.C_Sign = sign;
  *list = &fake;
  return CKR_OK;
}
