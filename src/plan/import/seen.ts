/** Texts that were given before. */
export interface Seen {
  has(text: string): boolean;
  add(text: string): void;
}

/**
 * Remembers 64 bits of each text in place of the text: a million names in some twenty megabytes. Two texts that look the
 * same so cost the later one a number it did not need, once in millions of files, and never let a name be given twice.
 */
export function createSeen(): Seen {
  let slots = new Uint32Array(2 * 1024);
  let filled = 0;
  const slotOf = (one: number, other: number): number => {
    const mask = slots.length / 2 - 1;
    let at = one & mask;
    while (slots[2 * at] !== 0 && (slots[2 * at] !== one || slots[2 * at + 1] !== other)) at = (at + 1) & mask;
    return 2 * at;
  };
  const put = (one: number, other: number): void => {
    const at = slotOf(one, other);
    if (slots[at] !== 0) return;
    slots[at] = one;
    slots[at + 1] = other;
    filled += 1;
  };
  const grow = (): void => {
    const before = slots;
    slots = new Uint32Array(before.length * 2);
    filled = 0;
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== 0) put(before[at] as number, before[at + 1] as number);
  };
  return {
    has(text) {
      const [one, other] = bitsOf(text);
      return slots[slotOf(one, other)] !== 0;
    },
    add(text) {
      const [one, other] = bitsOf(text);
      if (filled * 3 > slots.length) grow();
      put(one, other);
    },
  };
}

// Two sums of 32 bits that are mixed with each other at the end; the first is never 0, which marks a free place.
function bitsOf(text: string): readonly [one: number, other: number] {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2_654_435_761);
    other = Math.imul(other ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return [one >>> 0 || 1, other >>> 0];
}
