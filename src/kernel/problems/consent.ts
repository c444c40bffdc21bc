import { entry } from './entry.ts';
import { tick } from './phrases.ts';

/** Data may leave only where an administrator agreed to it. */
export const consentProblems = {
  'consent.needed': entry<{ version: string }>({
    title: 'Agreement is needed before data may leave',
    status: 422,
    exit: 14,
    detail: ({ version }) =>
      `saving this lets data leave for another service, so an administrator has to agree to the terms of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
  'consent.unknown_version': entry<{ given: string; version: string }>({
    title: 'There are no terms of that version',
    status: 422,
    exit: 2,
    detail: ({ given, version }) => `there are no terms ${tick(given)}; the current ones are of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
};
