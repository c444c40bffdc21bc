import { problem } from '../../kernel/problem.ts';
import { expiryFrom, tokenLimits } from '../../model/token.ts';
import { roles } from '../../model/user.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { type NameAndRole, refuseWithout } from '../shared/name-and-role.ts';
import { tokenNow } from '../shared/token-now.ts';

export default defineCommand({
  path: 'token create',
  summary: 'Make an API token, which is shown once',
  description:
    'For an environment that is served to a team. Whoever holds the token acts as you, with the role it was given at the most: never more than you may yourself, at any moment. It is written to standard output and kept nowhere; the environment keeps a sum of it. It ends when it expires, when it is revoked, or when you are removed.',
  changes: true,
  args: [{ name: 'name', help: 'What the token is for', optional: true }],
  flags: {
    role: { kind: 'text', choices: roles, help: 'What the token may do at the most' },
    exports: {
      kind: 'many',
      placeholder: 'NAME',
      completes: 'export',
      help: 'An export that the token of a runner may run; again for each further one',
    },
    expires: {
      kind: 'text',
      placeholder: '30d|DATE',
      help: `When it ends: in hours, days or weeks, or with a day; after ${tokenLimits.days} days unless given, after a year at the latest`,
    },
    for: {
      kind: 'text',
      placeholder: 'USER',
      completes: 'user',
      help: 'The user to act as in place of you; administrators only',
    },
  },
  examples: [
    { run: 'token create pipeline --role auditor', does: 'for a pipeline that only plans' },
    {
      run: 'token create scheduler --role runner --exports nightly-customers --expires 30d',
      does: 'for a machine that runs one export',
    },
    {
      run: 'token create laptop --role contributor --for ana@contoso.example',
      does: 'for somebody else to sign in with',
    },
  ],

  async run({ args, flags }, context) {
    // Tells where there are no tokens before anything is made or asked.
    await (await context.environment()).query('token.list', { limit: 1 });
    const expiresAt = expiryOf(flags.expires, context);
    const given = { name: args.name, role: flags.role };
    const asks = given.name === undefined || given.role === undefined;
    const { name = '', role = 'viewer' } = asks ? await askedOrMissing(context, given) : given;
    const { token, ...known } = await context.newToken();
    const done = await act(context, {
      command: commandLine('token create', [name], { ...flags, role }),
      asked: asks,
      agree: { severity: 'none', name, says: `this makes the token ${name} with the role ${role}` },
      changes: [
        {
          change: 'token.create',
          ...known,
          displayName: name,
          role,
          ...(flags.exports.length === 0 ? {} : { exports: flags.exports }),
          ...(expiresAt === undefined ? {} : { expiresAt }),
          ...(flags.for === undefined ? {} : { user: flags.for }),
        },
      ],
    });
    if (context.common.dryRun) return done;
    const kept = await tokenNow(context, known.id);
    context.io.note(`acts as ${kept.user} with the role ${kept.role} until ${kept.expiresAt}; it is not shown again`);
    const { id, displayName, user, exports, expiresAt: until } = kept;
    const data = { token: token.reveal(), id, name: displayName, role: kept.role, exports, user, expiresAt: until };
    return { ...done, kind: 'Token', data };
  },
});

function expiryOf(given: string | undefined, { clock }: Context): string | undefined {
  if (given === undefined) return undefined;
  const expiresAt = expiryFrom(given, clock());
  if (expiresAt !== undefined) return expiresAt;
  const rule = 'hours, days or weeks from now, or a day';
  throw problem('usage.flag_value', { flag: '--expires', rule, example: '30d' });
}

async function askedOrMissing(context: Context, given: NameAndRole): Promise<NameAndRole> {
  const { name, role } = given;
  if (!context.prompt.interactive)
    refuseWithout(given, { name: 'what the token is for', role: 'what the token may do at the most' }, 'token create');
  const { askTokenName, askTokenRole } = await import('../shared/asking/token.ts');
  const called = name ?? (await askTokenName(context));
  return { name: called, role: role ?? (await askTokenRole(context, called)) };
}
