import { problem } from '../kernel/problem.ts';
import type { Login, SignedIn } from '../model/login.ts';
import { signInWays } from '../model/remote.ts';
import type { Context } from './context.ts';
import { defineCommand, longestWait } from './define.ts';
import { isTyped } from './shared/given.ts';

const usualSeconds = 300;

export default defineCommand({
  path: 'login',
  summary: 'Sign in to the server of an environment',
  description:
    'By the way that is kept with the environment, or by another one, which is kept from then on. What a sign-in leaves is in the keychain of the operating system, or nowhere; `CINCH_TOKEN` goes before it.',
  args: [],
  flags: {
    with: { kind: 'text', placeholder: 'WAY', choices: signInWays, help: 'How to sign in from now on' },
    'with-token': { kind: 'switch', help: 'Keep an API token, which is read from standard input' },
    'no-browser': { kind: 'switch', help: 'Only say the address, and open no browser' },
    wait: {
      kind: 'number',
      placeholder: 'SECONDS',
      min: 1,
      max: longestWait,
      help: 'How long to wait for a person, 300 when left out',
    },
  },
  examples: [
    { run: 'login -e prod', does: 'sign in, in a browser where nothing else was said' },
    { run: 'login -e prod --with device-code', does: 'with a code, on another device' },
    { run: 'login -e prod --with-token', does: 'keep an API token that was made for you' },
    { run: 'login -e prod --with github', does: 'try whether a GitHub workflow gets in' },
  ],

  async run({ flags }, context) {
    const { with: named, 'with-token': fromInput } = flags;
    if (fromInput && named !== undefined && named !== 'token')
      throw problem('usage.arguments', { command: 'login', says: '`--with-token` and another way do not go together' });
    const login = await context.login();
    const way = fromInput ? 'token' : (named ?? login.way);
    const signedIn =
      way === 'token' ? await keepToken(context, login, fromInput) : await signIn(context, login, way, flags);
    if (login.variable !== undefined)
      context.io.note(`\`${login.variable}\` is set and goes before this sign-in as long as it is`);
    return { kind: 'SignedIn', data: signedIn, next: [`cinch whoami --environment ${login.environment}`] };
  },
});

async function keepToken(context: Context, login: Login, fromInput: boolean): Promise<SignedIn> {
  if (fromInput && !isTyped(context, 'stdin')) return login.keepToken(await context.secret('token', 'stdin'));
  refuseUnattended(context, login);
  return login.keepToken(await context.prompt.secret({ message: `API token of ${login.environment}` }));
}

async function signIn(
  context: Context,
  login: Login,
  way: Parameters<Login['signIn']>[0],
  flags: { readonly 'no-browser': boolean; readonly wait: number | undefined },
): Promise<SignedIn> {
  if (way === 'browser' || way === 'device-code') refuseUnattended(context, login);
  const label = `${login.environment} (${new URL(login.server).host})`;
  return login.signIn(way, {
    seconds: flags.wait ?? usualSeconds,
    opens: !flags['no-browser'],
    told: (step) => context.show('SignInStep', { ...step, label, awaited: true }),
  });
}

function refuseUnattended({ prompt }: Context, { environment }: Login): void {
  if (!prompt.interactive) throw problem('login.waits', { environment, why: prompt.refusal });
}
