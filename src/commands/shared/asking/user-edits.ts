import type { Role } from '../../../model/user.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { untilSaved } from './until-saved.ts';
import { askRole } from './user.ts';

/** What is changed of a user; what is left out stays. */
export interface UserEdits {
  readonly role: Role | undefined;
  readonly displayName: string | undefined;
}

/** Shows what there is to change of a user, asks again what is chosen, and saves what is different. */
export async function askUserEdits(
  context: Context,
  user: string,
  save: (edits: UserEdits, asked: boolean) => Promise<Outcome>,
): Promise<Outcome> {
  const { items } = await (await context.environment()).query('user.list', { search: user });
  const before = items.find(({ name }) => name === user);
  // Whoever is not there is refused by the service, in its words.
  if (before === undefined) return save({ role: undefined, displayName: undefined }, false);
  const review = (draft: { readonly role: Role; readonly displayName: string }) =>
    reviewed(context, draft, {
      answers: ({ role, displayName }) => [
        { key: 'role', label: 'Role', value: role },
        { key: 'display name', label: 'Display name', value: displayName },
      ],
      again: async (now, key) =>
        key === 'role'
          ? { ...now, role: await askRole(context.prompt, now.role) }
          : {
              ...now,
              displayName: await askDisplayName(context, {
                hint: 'what people call the user',
                before: now.displayName,
              }),
            },
      save: 'save it',
      what: `the edit of ${user}`,
    });
  return untilSaved(context, {
    draft: await review(before),
    mend: review,
    save({ role, displayName }) {
      const edits = {
        role: role === before.role ? undefined : role,
        displayName: displayName === before.displayName ? undefined : displayName,
      };
      return save(edits, edits.role !== undefined || edits.displayName !== undefined);
    },
  });
}
