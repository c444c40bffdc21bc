import { defineCommand } from './define.ts';

export default defineCommand({
  path: 'whoami',
  summary: 'Show who you are here, and your role',
  description:
    'The account of this machine, or on a server whoever is signed in, as the environment knows it among its users.',
  args: [],
  flags: {},
  examples: [
    { run: 'whoami', does: 'your name, your role, and the environment' },
    { run: 'whoami --as ana@contoso.example', does: 'what another user is here, as an administrator' },
    { run: 'whoami -o json --query role', does: 'the role alone, for a script' },
  ],

  async run(_, context) {
    const environment = await context.environment();
    const { user, role, onBehalf, token } = await environment.query('whoami', {});
    const besides = { ...(onBehalf === null ? {} : { onBehalf }), ...(token === undefined ? {} : { token }) };
    return { kind: 'WhoAmI', data: { user, role, environment: await context.environmentName(), ...besides } };
  },
});
