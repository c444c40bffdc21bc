import { test } from '@jest/globals';
import type { Purpose } from '../../src/fields/connection-type.ts';
import { allowed, mayUse, type Operation, permission, seesInside } from '../../src/model/policy.ts';
import type { SharedWith } from '../../src/model/sharing.ts';
import { type Role, roles } from '../../src/model/user.ts';
import { expectGolden } from '../support/golden.ts';

const actor = (role: Role) => ({ id: 'u-ana', name: 'ana', role });
const sharings: readonly (readonly [string, SharedWith])[] = [
  ['administrators', 'administrators'],
  ['contributors', 'contributors'],
  ['this user', ['u-ana']],
  ['another user', ['u-bob']],
];
const purposes: readonly Purpose[] = ['export', 'enrichment', 'miscellaneous'];

/** What a change or question is about, where what one may do depends on it. */
function situations(operation: Operation): readonly (readonly [string, (role: Role) => string])[] {
  const connections = (answer: (role: Role, connection: { purpose: Purpose; sharedWith: SharedWith }) => string) =>
    purposes.flatMap((purpose) =>
      sharings
        .filter(([words]) => purpose === 'export' || words === 'administrators')
        .map(([words, sharedWith]) => [
          purpose === 'export' ? `on an export connection shared with ${words}` : `on an ${purpose} connection`.replace('an m', 'a m'),
          (role: Role) => answer(role, { purpose, sharedWith }),
        ] as const),
    );
  const hidden = operation === 'connection.list' ? 'left out' : 'not found';
  if (operation === 'connection.list' || operation === 'connection.show')
    return connections((role, it) => (seesInside({ role }) ? 'all' : mayUse(actor(role), it) ? 'names' : hidden));
  if (operation === 'export.add' || operation === 'enrichment.add')
    return connections((role, it) =>
      it.purpose === operation.split('.')[0] ? (mayUse(actor(role), it) ? 'yes' : 'not found') : 'no such use',
    ).filter(([words]) => words.includes(operation.split('.')[0] as string));
  if (['export.edit', 'export.connect', 'export.remove'].includes(operation)) return exports;
  return [['', () => 'yes']];
}

const closed = { purpose: 'export', sharedWith: 'administrators' } as const;
const open = { purpose: 'export', sharedWith: 'contributors' } as const;
const exports = (
  [
    ['own export on a connection shared with them', 'ana', open, null],
    ['own export on one not shared with them', 'ana', closed, null],
    ['own export without a connection', 'ana', null, null],
    ["another's export on a connection shared with them", 'bob', open, null],
    ["another's export on one not shared with them", 'bob', closed, open],
    ["another's export, last on a connection shared with them", 'bob', null, open],
    ["another's export, last on one not shared with them", 'bob', null, closed],
  ] as const
).map(([words, createdBy, on, last]) => [words, (role: Role) => permission(actor(role), { createdBy }, on, last) === 'edit' ? 'yes' : 'view only'] as const);

test('the whole policy as one table: role x operation x purpose x shared, and permission x export', () => {
  const rows = (Object.keys(allowed) as Operation[]).flatMap((operation) =>
    situations(operation).map(([words, answer]) => [
      operation,
      words,
      ...roles.map((role) => (allowed[operation].includes(role) ? answer(role) : '-')),
    ]),
  );
  const table = [['operation', 'situation', ...roles], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());

  expectGolden('policy', `${lines.join('\n')}\n`);
});
