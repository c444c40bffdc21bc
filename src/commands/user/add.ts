import { problem } from '../../kernel/problem.ts';
import { type Role, roles } from '../../model/user.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { askRole, askUserName } from '../shared/asking/user.ts';
import { commandLine } from '../shared/command-line.ts';
import { refuseForRole } from '../shared/refuse-for-role.ts';

export default defineCommand({
  path: 'user add',
  summary: 'Add a user with a role',
  description:
    'An administrator manages everything; a contributor exports on shared connections, and enrichments; a viewer looks at those; an auditor sees everything and changes nothing; a runner runs the exports it is named for.',
  changes: true,
  args: [{ name: 'name', help: 'Account name or address, as the user signs in', optional: true }],
  flags: {
    role: { kind: 'text', choices: roles, help: 'What the user may do' },
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call the user' },
  },
  examples: [
    { run: 'user add ana@contoso.example --role contributor', does: 'someone who makes exports' },
    { run: 'user add ci --role auditor --display-name "Pipeline"', does: 'a pipeline that only looks' },
  ],

  async run({ args, flags }, context) {
    const { role, name } = await whoAndWhat(context, args.name, flags.role);
    const { 'display-name': displayName } = flags;
    return act(context, {
      asked: args.name === undefined || flags.role === undefined,
      command: commandLine('user add', [name], { ...flags, role }),
      agree: { severity: 'none', name, says: `this adds ${name} as ${role}` },
      changes: [
        {
          change: 'user.add',
          name,
          role,
          ifExists: context.common.ifExists,
          ...(displayName === undefined ? {} : { displayName }),
        },
      ],
    });
  },
});

/** Asks what is missing, or lists it where nothing may be asked. */
async function whoAndWhat(context: Context, name: string | undefined, role: Role | undefined) {
  if (name !== undefined && role !== undefined) return { name, role };
  if (context.prompt.interactive) {
    const user = name ?? '';
    if ((await context.knownEnvironment()) !== undefined)
      await refuseForRole(context, { change: 'user.add', name: user, role: role ?? 'viewer' });
    return { name: name ?? (await askUserName(context)), role: role ?? (await askRole(context.prompt)) };
  }
  const missing = [
    ...(name === undefined ? [{ input: 'name', flag: 'NAME', help: 'an account name or an address' }] : []),
    ...(role === undefined ? [{ input: 'role', flag: `--role ${roles.join('|')}`, help: 'what the user may do' }] : []),
  ];
  throw problem('input.missing', { count: missing.length, why: '', fix: ['cinch user add --help'] }, { missing });
}
