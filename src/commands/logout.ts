import { defineCommand } from './define.ts';

export default defineCommand({
  path: 'logout',
  summary: 'Forget a sign-in to a server',
  description:
    'Takes what a sign-in left out of the keychain of the operating system, and has the issuer take it back where it can. The environment stays known here.',
  args: [],
  flags: {},
  examples: [
    { run: 'logout -e prod', does: 'forget the sign-in to the server of prod' },
    { run: 'logout -e prod -o json --query forgotten', does: 'whether there was one, for a script' },
  ],

  async run(_, context) {
    const login = await context.login();
    const { environment, variable } = login;
    const signedOut = await login.signOut();
    if (variable !== undefined) context.io.note(`\`${variable}\` is set, and signs in to ${environment} as before`);
    return { kind: 'SignedOut', data: { environment, ...signedOut } };
  },
});
