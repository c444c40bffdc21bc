import { printable } from '../printable.ts';
import { entry } from './entry.ts';

/** The file that holds an environment, and its trail. */
export const storeProblems = {
  'store.damaged': entry<{ path: string; what: string }>({
    title: 'The store is damaged',
    status: 500,
    exit: 12,
    detail: ({ path, what }) => `${printable(path)}: ${what}; nothing of it was used`,
    fix: () => ['cinch doctor', 'cinch environment restore FILE'],
  }),
  'store.newer': entry<{ path: string; found: number; known: number }>({
    title: 'The store was written by a newer cinch',
    status: 500,
    exit: 12,
    detail: ({ path, found, known }) =>
      `${printable(path)} has format ${found}, and this cinch knows up to ${known}; update cinch`,
    fix: () => ['cinch version'],
  }),
  'store.busy': entry<{ path: string; seconds: number }>({
    title: 'The store is held by another process',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ path, seconds }) =>
      `${printable(path)} was held by another process for ${seconds} seconds; nothing has changed`,
    fix: () => ['--timeout 60'],
  }),
  'store.full': entry<{ path: string }>({
    title: 'The disk is full',
    status: 507,
    exit: 12,
    retryable: true,
    detail: ({ path }) => `there is no room left to write ${printable(path)}; nothing has changed`,
  }),
  'store.read_only': entry<{ path: string }>({
    title: 'The store cannot be written',
    status: 500,
    exit: 12,
    detail: ({ path }) => `${printable(path)} is read-only here; nothing has changed`,
    fix: () => ['CINCH_HOME=/a/writable/folder'],
  }),
  'store.unreachable': entry<{ path: string; says: string }>({
    title: 'The store cannot be opened',
    status: 500,
    exit: 12,
    detail: ({ path, says }) => `${printable(path)} ${says}`,
    fix: () => ['cinch doctor'],
  }),
  'store.untrusted': entry<{ path: string; says: string }>({
    title: 'The store may have been planted or read by someone else',
    status: 500,
    exit: 12,
    detail: ({ path, says }) => `${printable(path)} ${says}, so it is not used`,
    fix: () => ['CINCH_HOME=/a/folder/of/your/own'],
  }),
  'audit.broken': entry<{ seq: number; says: string }>({
    title: 'The audit trail does not hold together',
    status: 500,
    exit: 12,
    detail: ({ seq, says }) => `entry ${seq}: ${says}`,
    fix: () => ['cinch doctor', 'cinch environment restore FILE'],
  }),
};
