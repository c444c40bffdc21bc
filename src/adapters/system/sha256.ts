// FIPS 180-4. Node's own costs 6 ms to load, which a list of one page would pay for a tenth of a millisecond of work.
const constants = new Int32Array(64);
const schedule = new Int32Array(64);
const encoder = new TextEncoder();

/** SHA-256 of text as 32 bytes. For little input: node:crypto is faster from some tens of kilobytes on. */
export function sha256(text: string): Uint8Array {
  if (constants[0] === 0) fillConstants();
  const input = encoder.encode(text);
  const blocks = ((input.length + 8) >> 6) + 1;
  const message = new Uint8Array(blocks * 64);
  message.set(input);
  message[input.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(message.length - 8, Math.floor(input.length / 0x20000000));
  view.setUint32(message.length - 4, input.length << 3);
  const state = Int32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  for (let block = 0; block < message.length; block += 64) compress(state, view, block);
  const digest = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i += 1) digest.setInt32(i * 4, state[i] as number);
  return new Uint8Array(digest.buffer);
}

function compress(state: Int32Array, view: DataView, block: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(block + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = ((state[i] as number) + (next[i] as number)) | 0;
}

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
function fillConstants(): void {
  for (let candidate = 2, found = 0; found < 64; candidate += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate && prime; divisor += 1) prime = candidate % divisor !== 0;
    if (!prime) continue;
    const root = Math.cbrt(candidate);
    constants[found] = (root - Math.floor(root)) * 0x100000000;
    found += 1;
  }
}
