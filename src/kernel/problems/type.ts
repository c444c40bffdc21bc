import { entry } from './entry.ts';
import { counted, tick } from './phrases.ts';

/** What a type of connection does not let happen. */
export const typeProblems = {
  'type.not_addable': entry<{ type: string; label: string; uses: string | null }>({
    title: 'That type makes no connection of its own',
    status: 422,
    exit: 2,
    detail: ({ label, uses }) =>
      uses === null
        ? `${label} needs no connection; there is nothing to set up here`
        : `${label} makes no connection of its own: it relies on one of type ${tick(uses)}`,
    fix: ({ type, uses }) => [uses === null ? `cinch type show ${type}` : `cinch connection add ${uses}`],
  }),
  'type.in_use': entry<{ type: string; connections: number; exports?: number; enrichments?: number }>({
    title: 'The type is in use',
    status: 409,
    exit: 8,
    detail: ({ type, connections, exports = 0, enrichments = 0 }) =>
      `${counted([connections, 'connection'], [exports, 'export'], [enrichments, 'enrichment'])} of type ${tick(type)} would be left without a declaration`,
    fix: ({ type, connections, exports = 0, enrichments = 0 }) => [
      ...(connections > 0 ? [`cinch connection list --type ${type}`] : []),
      ...(exports > 0 ? [`cinch export list --type ${type}`] : []),
      ...(enrichments > 0 ? [`cinch enrichment list --type ${type}`] : []),
    ],
  }),
  'type.built_in': entry<{ type: string }>({
    title: 'The type is part of the catalog',
    status: 422,
    exit: 2,
    detail: ({ type }) => `${tick(type)} is one of the catalog's own types and cannot be changed or removed`,
    fix: ({ type }) => [`cinch type show ${type}`],
  }),
};
