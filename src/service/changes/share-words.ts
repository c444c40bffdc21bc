import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { Connection } from '../../model/connection.ts';
import { type SharedWith, withUsers } from '../../model/sharing.ts';
import type { User } from '../../model/user.ts';
import type { Scene } from '../scene.ts';
import { notFound } from '../scene.ts';

/** Reads `administrators`, `contributors` and `user:NAME` (R15) as sharing; the widest word wins. */
export async function sharingOf(scene: Scene, given: readonly string[], flag: string): Promise<SharedWith> {
  let shared: SharedWith = 'administrators';
  for (const word of given) {
    if (word === 'contributors') shared = 'contributors';
    else if (word !== 'administrators') shared = withUsers(shared, [(await namedContributor(scene, word, flag)).id]);
  }
  return shared;
}

/** The contributor that `user:NAME` names. */
export async function namedContributor(scene: Scene, word: string, flag: string): Promise<User> {
  if (!word.startsWith('user:')) {
    // Sharing adds to what administrators may anyway, so only `--share`, which says all of it, knows that word.
    const words = flag === '--share' ? ['administrators', 'contributors'] : ['contributors'];
    const rule = `${words.join(', ')} or user:NAME`;
    throw problem('usage.flag_value', { flag, rule, nearest: nearest(word, words), example: 'contributors' });
  }
  const name = word.slice('user:'.length);
  const user = await scene.work.find('user', name);
  if (user === undefined) throw notFound('user', name);
  if (user.role !== 'contributor') throw problem('connection.not_contributor', { user: user.name, role: user.role });
  return user;
}

/** D4: says which exports contributors keep seeing and can no longer change. */
export async function warnOfViewOnly(scene: Scene, { id }: Connection): Promise<void> {
  const exports = await scene.work.dependentsOf('export', id);
  if (exports.length > 0)
    scene.warn(warning('exports-view-only', { names: exports.slice(0, 20).map((it) => it.name) }));
}
