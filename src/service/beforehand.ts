import type { LookingPorts, ServicePorts } from './ports.ts';

/** What has to be written of a caller before they are answered: thrown where a look finds it, done outside of that look. */
export interface Beforehand {
  readonly beforehand: 'bind' | 'used' | 'retire';
  readonly write: (ports: ServicePorts) => Promise<void>;
}

/** Stops a look until something is written, unless that was tried already. */
export function first(ports: LookingPorts, what: Beforehand['beforehand'], write: Beforehand['write']): void {
  if (ports.settled?.has(what) !== true) throw { beforehand: what, write } satisfies Beforehand;
}

/** Works for a caller from outside, and again once what that asked for is written. */
export async function settled<T>(ports: ServicePorts, work: (ports: ServicePorts) => Promise<T>): Promise<T> {
  const done = new Set<string>();
  for (;;) {
    try {
      return await work({ ...ports, settled: done });
    } catch (error) {
      if (!isBeforehand(error)) throw error;
      done.add(error.beforehand);
      await error.write(ports);
    }
  }
}

function isBeforehand(error: unknown): error is Beforehand {
  return typeof error === 'object' && error !== null && Object.hasOwn(error, 'beforehand');
}
