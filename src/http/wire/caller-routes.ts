import { documents } from '../../model/documents/documents.ts';
import { listOf, moment, object, oneOf, orNull, type Shape, text, yesNo } from '../../model/documents/shapes.ts';
import { roles } from '../../model/user.ts';
import { user } from './answer-shapes.ts';
import { actions } from './change-shapes.ts';
import { paging } from './paging.ts';
import type { QueryRoute } from './query-routes.ts';

/** Questions about who is known, and who asks. */
export const callerRoutes = {
  whoami: {
    method: 'GET',
    path: '/whoami',
    says: 'who asks, and in which role',
    answer: object(
      { user: text, role: oneOf(...roles), onBehalf: orNull(text) },
      { token: object({ id: text, expiresAt: moment }) },
    ),
  },
  can: {
    method: 'GET',
    path: '/can',
    says: 'whether who asks may do something, and why not',
    required: { action: actions },
    optional: { ref: text },
    answer: object({ allowed: yesNo, action: text, why: text }),
  },
  'user.list': {
    method: 'GET',
    path: '/users',
    says: 'users with their roles',
    optional: { role: oneOf(...roles), principal: text, search: text, ...paging },
    answer: listOf(user),
    paged: true,
  },
  'token.list': {
    method: 'GET',
    path: '/tokens',
    says: 'API tokens, without their secret parts; all of them for administrators and auditors',
    optional: { search: text, ...paging },
    answer: documents.TokenList as Shape,
    paged: true,
  },
} as const satisfies { readonly [query: string]: QueryRoute };
