import { termsVersions } from '../../model/terms.ts';
import type { Flags } from '../define.ts';

/** How settings, secrets and sharing are given, when adding and when editing. */
export const connectionFlags = {
  set: {
    kind: 'many',
    placeholder: 'FIELD=VALUE',
    completes: 'setting',
    help: 'Give any field by its key; repeatable',
  },
  secret: {
    kind: 'many',
    placeholder: 'FIELD=SOURCE',
    completes: 'secret',
    help: 'Where a secret comes from: env:VAR, file:PATH, stdin, prompt or keyvault:NAME; repeatable',
  },
  share: {
    kind: 'many',
    placeholder: 'WHO',
    completes: 'sharing',
    help: 'Who may use it: administrators, contributors or user:NAME; repeatable',
  },
  'accept-terms': {
    kind: 'text',
    placeholder: 'VERSION',
    completes: termsVersions,
    help: 'Agree that data leaves, to the version of `help terms`',
  },
  tenant: { kind: 'text', placeholder: 'ID', help: "The organisation of a type of the platform's own vendor" },
  test: { kind: 'switch', help: 'Test it live before it is saved; what fails is not saved' },
} as const satisfies Flags;

// What other flags there are when something is added or edited, of the command itself or of every command.
const others = new Set(
  'name display-name unset keep-secrets editor command search uses-secret-of schedule connection type yes confirm dry-run if-revision if-exists reason environment output query columns as no-input accessible timeout no-color quiet verbose help'.split(
    ' ',
  ),
);

/** Whether a flag is the command's own, so that a field of the same name is given with `--set`. */
export function isOwnFlag(flag: string): boolean {
  return others.has(flag) || Object.hasOwn(connectionFlags, flag);
}
