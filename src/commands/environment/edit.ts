import { problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import { secretStorages } from '../../model/environment-record.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import type { EnvironmentEdits, TypedEdits } from '../shared/asking/environment-draft.ts';
import { askEnvironmentEdits } from '../shared/asking/environment-edits.ts';
import { commandLine } from '../shared/command-line.ts';
import { isTyped } from '../shared/given.ts';

export default defineCommand({
  path: 'environment edit',
  summary: 'Change its name, grade, organisation or secret storage',
  description:
    'The key of the stored secrets is kept by the keychain of the system, by a passphrase (`CINCH_PASSPHRASE`, or asked) or by a key file (`CINCH_KEY_FILE`). Another storage or passphrase wraps the same key anew; `--rotate` makes a new key and seals every secret again. A backup keeps the key of its time.',
  changes: true,
  namesEnvironment: true,
  args: [
    { name: 'environment', help: 'Its name; the one in use when left out', completes: 'environment', optional: true },
  ],
  flags: {
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'Call it something else' },
    production: { kind: 'switch', help: 'Ask for `--confirm` before every change' },
    'not-production': { kind: 'switch', help: 'Ask only where it matters' },
    tenant: { kind: 'text', placeholder: 'ID', help: 'Id or domain of the organisation it lies in' },
    unset: { kind: 'text', choices: ['tenant'], help: 'Forget the organisation' },
    'secret-storage': { kind: 'text', choices: secretStorages, help: 'What keeps the key of the stored secrets' },
    'new-passphrase': {
      kind: 'text',
      placeholder: 'SOURCE',
      completes: 'source',
      help: 'Another passphrase: env:VAR, file:PATH, stdin or prompt',
    },
    rotate: { kind: 'switch', help: 'Make a new key and seal every stored secret again' },
  },
  examples: [
    { run: 'environment edit prod --production --confirm prod', does: 'ask before every change there' },
    { run: 'environment edit --secret-storage key-file', does: 'keep the key in the file that CINCH_KEY_FILE names' },
    { run: 'environment edit --new-passphrase env:NEXT --rotate', does: 'another passphrase and another key' },
  ],

  async run({ flags }, context) {
    const { 'display-name': displayName, production, 'not-production': not, tenant, unset, rotate } = flags;
    const { 'secret-storage': secretStorage, 'new-passphrase': source } = flags;
    const contrary = production && not ? '--not-production' : tenant !== undefined && unset ? '--unset' : undefined;
    if (contrary !== undefined)
      throw problem('usage.flag_value', { flag: contrary, rule: 'one of two that exclude each other' });
    const newPassphrase = source === undefined ? undefined : await passphraseFrom(context, source);
    const name = await context.environmentName();
    const save = (edits: EnvironmentEdits, typed?: TypedEdits) =>
      act(context, {
        asked: typed !== undefined,
        variables: typed?.variables ?? [],
        command: commandLine('environment edit', [name], { ...flags, ...typed?.flags }),
        agree: { severity: 'none', name, says: `this changes the environment ${name}` },
        changes: [{ change: 'environment.edit', ...edits, ...(newPassphrase === undefined ? {} : { newPassphrase }) }],
      });
    const given = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(production || not ? { production } : {}),
      ...(tenant === undefined ? {} : { tenant }),
      ...(unset === undefined ? {} : { tenant: null }),
      ...(secretStorage === undefined ? {} : { secretStorage }),
      ...(rotate ? { rotate } : {}),
    };
    const nothing = Object.keys(given).length === 0 && newPassphrase === undefined;
    if (!nothing || !context.prompt.interactive) return save(given);
    return askEnvironmentEdits(context, save);
  },
});

function passphraseFrom(context: Context, source: string): Promise<SecretValue> {
  if (isTyped(context, source)) return context.prompt.secret({ message: 'New passphrase for the stored secrets' });
  if (source === 'stdin' || /^(?:env|file):./.test(source)) return context.secret('new passphrase', source);
  // What was typed is not repeated: it may be the passphrase itself.
  throw problem('usage.flag_value', {
    flag: '--new-passphrase',
    rule: 'a source: env:VAR, file:PATH, stdin or prompt',
    example: '--new-passphrase env:NEW_PASSPHRASE',
  });
}
