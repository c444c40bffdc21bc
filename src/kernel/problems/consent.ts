import { entry } from './entry.ts';
import { tick } from './phrases.ts';

/** Data may leave only where an administrator agreed to it. */
export const consentProblems = {
  'consent.needed': entry<{ version: string; imports: boolean; vault?: string }>({
    title: 'The agreement of an administrator is needed',
    status: 422,
    exit: 14,
    detail: ({ version, imports, vault }) =>
      `${vault === undefined ? `saving this lets data ${imports ? 'in from' : 'leave for'} another service` : `linking ${tick(vault)} lets its secrets be listed and read`}, so an administrator has to agree to the terms of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
  'consent.unknown_version': entry<{ given: string; version: string }>({
    title: 'There are no terms of that version',
    status: 422,
    exit: 2,
    detail: ({ given, version }) => `there are no terms of ${tick(given)}; the current ones are of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
};
