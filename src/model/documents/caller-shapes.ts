import { principalKinds } from '../principal.ts';
import { roles } from '../user.ts';
import { count, list, listOf, moment, object, oneOf, orNull, type Shape, text, yesNo } from './shapes.ts';

const role = oneOf(...roles);

/** Documents about who is known, and who acts. */
export const callers: { readonly [kind: string]: Shape } = {
  UserList: listOf(
    object({
      id: text,
      name: text,
      displayName: text,
      role,
      exports: list(text),
      principal: orNull(object({ kind: oneOf(...principalKinds), issuer: text, subject: text })),
      invited: yesNo,
      createdAt: moment,
      createdBy: text,
      revision: count,
    }),
  ),
  Token: object({ token: text, id: text, name: text, role, exports: list(text), user: text, expiresAt: moment }),
  TokenList: listOf(
    object({
      id: text,
      displayName: text,
      role,
      exports: list(text),
      user: text,
      expiresAt: moment,
      expired: yesNo,
      lastUsedAt: orNull(moment),
      createdAt: moment,
      createdBy: text,
      madeWith: orNull(text),
      bootstrap: yesNo,
    }),
  ),
  WhoAmI: object(
    { user: text, role, environment: text },
    { onBehalf: text, token: object({ id: text, expiresAt: moment }) },
  ),
};
