import { roles } from '../../model/user.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { type NameAndRole, refuseWithout } from '../shared/name-and-role.ts';
import { principalFlags, principalOf } from '../shared/principal-flags.ts';
import { refuseForRole } from '../shared/refuse-for-role.ts';

export default defineCommand({
  path: 'user add',
  summary: 'Add a user with a role',
  description:
    'By account on a machine; by address where the environment is served to a team: whoever comes first with that address, verified, is the user from then on. A group or an app role gives the role to everyone in it who has no user of their own. An administrator manages everything; a contributor exports on shared connections, and enrichments; a viewer looks at those; an auditor sees everything and changes nothing; a runner runs the exports it is named for.',
  changes: true,
  args: [{ name: 'name', help: 'Account name or address, as the user signs in', optional: true }],
  flags: {
    role: { kind: 'text', choices: roles, help: 'What the user may do' },
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call the user' },
    exports: {
      kind: 'many',
      placeholder: 'NAME',
      completes: 'export',
      help: 'An export that a runner may run; again for each further one',
    },
    ...principalFlags,
  },
  examples: [
    { run: 'user add ana@contoso.example --role contributor', does: 'someone who makes exports' },
    { run: 'user add scheduler --role runner --exports nightly-customers', does: 'a machine that runs one export' },
    { run: 'user add retail --group 6f2c --role contributor', does: 'everyone in a group of the directory' },
    { run: 'user add ci --role auditor --display-name "Pipeline"', does: 'a pipeline that only looks' },
  ],

  async run({ args, flags }, context) {
    const { 'display-name': displayName, exports } = flags;
    const principal = principalOf(flags);
    const given = { name: args.name, role: flags.role };
    const asks = given.name === undefined || given.role === undefined;
    const { name = '', role = 'viewer' } = asks ? await askedOrMissing(context, given) : given;
    return act(context, {
      command: commandLine('user add', [name], { ...flags, role }),
      asked: asks,
      agree: { severity: 'none', name, says: `this adds ${name} as ${role}` },
      next: ({ result }) =>
        result === 'created' && role === 'contributor'
          ? [commandLine('connection share', ['NAME'], { with: `user:${name}` })]
          : [],
      changes: [
        {
          change: 'user.add',
          name,
          role,
          ifExists: context.common.ifExists,
          ...(displayName === undefined ? {} : { displayName }),
          ...(exports.length === 0 ? {} : { exports }),
          ...(principal === undefined ? {} : { principal }),
        },
      ],
    });
  },
});

async function askedOrMissing(context: Context, given: NameAndRole): Promise<NameAndRole> {
  const { name, role } = given;
  if (!context.prompt.interactive)
    refuseWithout(given, { name: 'an account name or an address', role: 'what the user may do' }, 'user add');
  if ((await context.knownEnvironment()) !== undefined) {
    await context.environmentToChange();
    await refuseForRole(context, { change: 'user.add', name: '', role: 'viewer' });
  }
  const { askRole, askUserName } = await import('../shared/asking/role.ts');
  const account = name ?? (await askUserName(context));
  return { name: account, role: role ?? (await askRole(context, account)) };
}
