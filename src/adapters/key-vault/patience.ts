import type { Problem } from '../../kernel/problem.ts';

// As the service's own guidance has it where it does not say how long.
const backOff = [1, 2, 4, 8, 16];
/** Faults that may be over in a moment. */
const passing = ['keyvault.failing', 'keyvault.cut'];

/** How long to wait before another attempt, in milliseconds; nothing where another would not help. */
export function waitBefore(tries: number, fault: Problem, retryAfterSeconds: number | undefined): number | undefined {
  if (fault.code === 'keyvault.throttled') {
    const seconds = retryAfterSeconds ?? backOff[tries];
    return seconds === undefined || tries >= backOff.length ? undefined : Math.max(1, seconds) * 1000;
  }
  return passing.includes(fault.code) && tries < 2 ? (backOff[tries] as number) * 1000 : undefined;
}
