import { problem } from '../../kernel/problem.ts';
import type { User } from '../../model/user.ts';
import type { Scene } from '../scene.ts';

/** D10, judged after the whole list, so that two administrators can be exchanged in one. */
export function anAdministratorStays(scene: Scene, user: User): void {
  if (user.role !== 'administrator') return;
  scene.finally(async () => {
    await scene.work.where('user', 'role = ?', 'administrator');
    for (const other of scene.work.inHand('user', ({ role }) => role === 'administrator'))
      if (await maySignIn(scene, other)) return;
    throw problem('user.last_administrator', { name: user.name });
  });
}

/**
 * On a machine every user can. Where it is served, an administrator counts who came with an identity, through a group
 * that a directory fills, or who holds a token of that role; an invitation that nobody took up may be a slip of a hand.
 */
async function maySignIn({ served, work, now }: Scene, { id, principal }: User): Promise<boolean> {
  if (!served || principal !== undefined) return true;
  await work.where('token', 'user_id = ?', id);
  const held = work.inHand('token', (it) => it.user === id && it.role === 'administrator' && it.bootstrap !== true);
  return held.some(({ expiresAt }) => expiresAt > now);
}
