import type { DependentFilter, Page } from '../../model/query.ts';
import type { Common } from '../context.ts';
import type { Flags, Input } from '../define.ts';
import { pageOf } from './page.ts';

export const listFlags = {
  type: { kind: 'text', placeholder: 'TYPE', completes: 'type', help: 'Only of this type' },
  connection: { kind: 'text', placeholder: 'NAME', completes: 'connection', help: 'Only on this connection' },
  'without-connection': { kind: 'switch', help: 'Only those that have none' },
  status: { kind: 'text', choices: ['active', 'inactive'], help: 'Only active ones, or only inactive ones' },
} as const satisfies Flags;

/** Which exports or enrichments a list is to show, and which part of it. */
export function filterOf(flags: Input<readonly [], typeof listFlags>['flags'], common: Common): DependentFilter & Page {
  const { type, connection, 'without-connection': withoutConnection, status } = flags;
  return {
    ...pageOf(common),
    ...(type === undefined ? {} : { type }),
    ...(connection === undefined ? {} : { connection }),
    ...(withoutConnection ? { withoutConnection } : {}),
    ...(status === undefined ? {} : { status }),
    ...(common.search === undefined ? {} : { search: common.search }),
  };
}
