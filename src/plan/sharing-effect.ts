import type { ShareWord } from '../model/change.ts';
import { mayUse, permission } from '../model/policy.ts';
import type { ConnectionDetail, DependentItem, SharedWithNames, UserItem } from '../model/query.ts';
import { withoutUsers, withUsers } from '../model/sharing.ts';

/** What is looked at to tell what sharing does; users of every role. */
export interface Shared {
  readonly connection: Pick<ConnectionDetail, 'name' | 'purpose' | 'sharedWith'>;
  readonly exports: readonly Pick<DependentItem, 'name' | 'createdBy'>[];
  readonly users: readonly Pick<UserItem, 'id' | 'name' | 'displayName' | 'role'>[];
}

/** What sharing or unsharing changes, for whom, and over which exports. */
export interface SharingEffect {
  readonly administrators: number;
  readonly contributors: number;
  readonly now: SharedWithNames;
  readonly after: SharedWithNames;
  /** Contributors by name who can use it only afterwards, or only now. */
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** The exports on it that they can then edit, or can then only see (R13, D4). */
  readonly exports: readonly Pick<DependentItem, 'name' | 'createdBy'>[];
}

export type SharingVerb = 'share' | 'unshare';

/** Who may use a connection afterwards, in names; a word for nobody that is known changes nothing. */
function sharedAfter({ connection, users }: Shared, verb: SharingVerb, who: readonly ShareWord[]): SharedWithNames {
  return who.reduce<SharedWithNames>((shared, word) => {
    if (word === 'contributors') return verb === 'share' ? 'contributors' : 'administrators';
    const ref = word.replace(/^user:/, '');
    const user = users.find(({ id, name, displayName }) => [id, name, displayName].includes(ref));
    if (user?.role !== 'contributor') return shared;
    return verb === 'share' ? withUsers(shared, [user.name]) : withoutUsers(shared, [user.name]);
  }, connection.sharedWith);
}

/** What would change for whom (R10-R15, D4). Pure; the roles and rights are those that the policy has. */
export function sharingEffect(shared: Shared, verb: SharingVerb, who: readonly ShareWord[]): SharingEffect {
  const { connection, exports, users } = shared;
  const after = sharedAfter(shared, verb, who);
  const contributors = users.filter(({ role }) => role === 'contributor');
  // Users are named here, and names are as unique as ids.
  const actor = (user: Shared['users'][number]) => ({ id: user.name, name: user.name, role: user.role });
  const then = { ...connection, sharedWith: after };
  const may = (user: Shared['users'][number], at: typeof then) => mayUse(actor(user), at);
  const moved = contributors.filter((user) => may(user, connection) !== may(user, then));
  const touched = exports.filter((it) =>
    moved.some((user) => permission(actor(user), it, connection, null) !== permission(actor(user), it, then, null)),
  );
  return {
    administrators: users.filter(({ role }) => role === 'administrator').length,
    contributors: contributors.length,
    now: connection.sharedWith,
    after,
    gain: moved.filter((user) => may(user, then)).map(({ name }) => name),
    lose: moved.filter((user) => !may(user, then)).map(({ name }) => name),
    exports: touched,
  };
}
