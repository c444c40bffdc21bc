import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { hasControlCharacters } from '../../kernel/printable.ts';
import type { ByAt, SyncOrigin, SyncPut, SyncRemove } from '../../model/sync.ts';
import { isMoment } from '../../model/token.ts';
import { refuse } from '../refuse.ts';

const longestName = 250;
const idForm = /^[0-9A-Za-z_-]{1,64}$/;

/** Whether text can be the id of a record. */
export function isId(text: string): boolean {
  return idForm.test(text);
}

/** Refuses what a sync says of itself and of others where it could not have come from an environment: it is kept for good. */
export function refuseUntold(change: SyncPut | SyncRemove): void {
  const { id, origin } = change;
  const told = change.change === 'sync.put' ? [change.made, change.changed] : [];
  refuse(
    'the sync',
    [
      ...(isId(id) ? [] : [issueOf('format', 'id', { label: 'Id', says: 'letters, digits and dashes' })]),
      ...originIssues(origin),
      ...told.flatMap((it) => byAtIssues(it)),
    ],
    {},
  );
}

function originIssues(origin: SyncOrigin) {
  const { environment, displayName } = origin;
  return [
    ...(isId(environment) ? [] : [issueOf('format', 'origin.environment', { label: 'Origin', says: 'an id' })]),
    ...nameIssues(displayName),
    ...byAtIssues(origin),
  ];
}

/** What is wrong with who did something and when. */
export function byAtIssues({ by, at }: ByAt): readonly Issue[] {
  const moment = { label: 'Moment', says: 'a moment in UTC', example: '2026-11-20T09:30:00.000Z' };
  return [...nameIssues(by), ...(isMoment(at) ? [] : [issueOf('format', 'at', moment)])];
}

function nameIssues(name: string) {
  if (hasControlCharacters(name)) return [issueOf('control-character', 'by', { label: 'Name' })];
  return name.length > longestName ? [issueOf('too-long', 'by', { label: 'Name', longest: longestName })] : [];
}
