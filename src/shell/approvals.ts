import { hostname } from 'node:os';
import { readPreferences } from '../adapters/preferences/preferences.ts';
import { writePreference } from '../adapters/preferences/write.ts';
import { createDigest } from '../adapters/system/digest.ts';
import type { Approvals, KeptCommand } from '../commands/context.ts';
import { canonical } from '../kernel/canonical.ts';

/** So many are remembered; the oldest is asked about again. */
const most = 500;

/** What was approved on this machine, kept as digests with its preferences: another machine, or another command, is asked about anew. */
export function createApprovals(path: string): Approvals {
  const digest = createDigest();
  const digestOf = ({ environment, kind, dependent, command }: KeptCommand) =>
    digest(canonical([hostname(), environment, kind, dependent, command]));
  const kept = () => readPreferences(path).approvals ?? [];
  return {
    has: (command) => kept().includes(digestOf(command)),
    add(command) {
      const approved = digestOf(command);
      if (!kept().includes(approved)) writePreference(path, 'approvals', [...kept(), approved].slice(-most));
    },
  };
}
