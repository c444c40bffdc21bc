import type { Flags } from '../define.ts';
import type { KeptServer } from './served.ts';

/** Where a server keeps what it serves, and what seals its secrets. */
export const keptFlags = {
  'database-file': {
    kind: 'text',
    placeholder: 'FILE',
    completes: 'file',
    help: 'SQLite file, unless `CINCH_DATABASE_URL` names a PostgreSQL database',
  },
  'key-file': {
    kind: 'many',
    placeholder: 'FILE',
    completes: 'file',
    help: 'What seals stored secrets; further ones only open what they sealed before',
  },
} as const satisfies Flags;

interface Given {
  readonly 'database-file': string | undefined;
  readonly 'key-file': readonly string[];
}

/** The same, as they were given. */
export function keptOf({ 'database-file': file, 'key-file': keyFiles }: Given): KeptServer {
  return { file, keyFiles };
}
