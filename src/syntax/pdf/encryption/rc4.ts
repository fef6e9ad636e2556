/** RC4, which OpenSSL 3 keeps in its legacy provider. For reading old files; it protects nothing. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = new Uint8Array(256);
  for (let i = 0; i < 256; i++) state[i] = i;
  for (let i = 0, j = 0; i < 256; i++) {
    const held = state[i]!;
    j = (j + held + key[i % key.length]!) & 255;
    state[i] = state[j]!;
    state[j] = held;
  }
  const out = new Uint8Array(data.length);
  for (let n = 0, i = 0, j = 0; n < data.length; n++) {
    i = (i + 1) & 255;
    const held = state[i]!;
    j = (j + held) & 255;
    state[i] = state[j]!;
    state[j] = held;
    out[n] = data[n]! ^ state[(state[i]! + held) & 255]!;
  }
  return out;
}
