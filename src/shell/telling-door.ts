import type { Environment } from '../model/environment.ts';
import { text } from '../views/told.ts';

/** A door that tells what goes through it and how long that takes: names of questions and changes, never what is in them. */
export function tellingDoor(door: Environment, tell: (line: string) => void, nowMs: () => number): Environment {
  async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
    const from = nowMs();
    try {
      const result = await work();
      tell(text({ what, ms: nowMs() - from, done: true }));
      return result;
    } catch (error) {
      tell(text({ what, ms: nowMs() - from, done: false }));
      throw error;
    }
  }

  return {
    ...door,
    release: (request) => timed(`release.${request.to}`, () => door.release(request)),
    query: (name, input) => timed(name, () => door.query(name, input)),
    apply: (changes, options) =>
      timed(changes.map(({ change }) => change).join(' '), () => door.apply(changes, options)),
  };
}
