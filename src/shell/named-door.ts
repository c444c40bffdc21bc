import { isProblem } from '../kernel/problem.ts';
import type { Environment } from '../model/environment.ts';
import { mendedIn } from './elsewhere.ts';

/** A door of a command about two environments: what mends a failure behind it is typed with the name of this one. */
export function namedDoor(door: Environment, name: string): Environment {
  async function saidThere<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (isProblem(error)) Object.assign(error, { fix: error.fix.map((it) => mendedIn(it, name)) });
      throw error;
    }
  }

  return {
    ...door,
    release: (request) => saidThere(door.release(request)),
    query: (what, input) => saidThere(door.query(what, input)),
    apply: (changes, options) => saidThere(door.apply(changes, options)),
  };
}
