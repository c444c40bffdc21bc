import { problem } from '../../kernel/problem.ts';
import { roles } from '../../model/user.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';

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

  async run({ args: { name }, flags }, context) {
    const { role, 'display-name': displayName } = flags;
    if (name === undefined || role === undefined) {
      const missing = [
        ...(name === undefined ? [{ input: 'name', flag: 'NAME', help: 'an account name or an address' }] : []),
        ...(role === undefined
          ? [{ input: 'role', flag: `--role ${roles.join('|')}`, help: 'what the user may do' }]
          : []),
      ];
      throw problem('input.missing', { count: missing.length, why: '', fix: ['cinch user add --help'] }, { missing });
    }
    return act(context, {
      command: commandLine('user add', [name], flags),
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
        },
      ],
    });
  },
});
