import { count, oneOf, type Shape, text } from '../../model/documents/shapes.ts';
import { type SyncQueries, syncKinds } from '../../model/sync.ts';
import type { Members } from './closed.ts';
import { mostRows, rows } from './filters.ts';
import { changes, records, since } from './sync-shapes.ts';

interface SyncRoute {
  readonly method: 'POST';
  readonly path: string;
  readonly says: string;
  readonly required: Members;
  readonly optional: Members;
  readonly answer: Shape;
}

const ids: Shape = { type: 'array', items: text, maxItems: mostRows };

/** What a sync asks of an environment on a server. What was agreed on is kept in the copy, which is never there. */
export const syncRoutes: { readonly [Q in Exclude<keyof SyncQueries, 'sync.base'>]: SyncRoute } = {
  'sync.records': {
    method: 'POST',
    path: '/sync/records',
    says: 'records as a sync compares them: a page of a kind, or those of some ids',
    required: { kind: oneOf(...syncKinds) },
    optional: { ids, after: text, limit: rows },
    answer: records,
  },
  'sync.changes': {
    method: 'POST',
    path: '/sync/changes',
    says: 'what changed since a place in the audit trail, each record as it is now',
    required: { since },
    optional: { after: count, limit: rows },
    answer: changes,
  },
};
