import { remembered } from './remembered.ts';

/** How much may be asked: so many at once, and so many a second from then on. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Level {
  readonly left: number;
  readonly at: number;
}

/** Takes one of what a key has left; answers 0, or in how many seconds there is one again. */
export type Take = (key: string) => number;

/** A bucket for each key, filled at a steady pace. A key that was forgotten begins with a full one. */
export function createBuckets({ burst, perSecond }: Rate, nowMs: () => number, most: number): Take {
  const levels = remembered<Level>(most);
  return (key) => {
    const at = nowMs();
    const { left: before, at: since } = levels.get(key) ?? { left: burst, at };
    const left = Math.min(burst, before + (Math.max(0, at - since) / 1000) * perSecond);
    levels.set(key, { left: left < 1 ? left : left - 1, at });
    return left < 1 ? Math.max(1, Math.ceil((1 - left) / perSecond)) : 0;
  };
}
