import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import {
  isInstanceId,
  type Remote,
  type RemoteSignIn,
  type SignInWay,
  serverUrl,
  signInWays,
} from '../../model/remote.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { environmentResult } from './environment-result.ts';

/** What tells `environment add` of an environment on a server. */
export const serverFlags = {
  url: { kind: 'text', placeholder: 'URL', help: 'Address of the server: https, or http on this machine' },
  instance: { kind: 'text', placeholder: 'ID', help: 'Which environment there: the id that `serve init` printed' },
  'sign-in': {
    kind: 'text',
    choices: signInWays,
    help: 'How to sign in: browser with a client id, token without one, unless said',
  },
  'client-id': { kind: 'text', placeholder: 'ID', help: 'The application that people sign in with' },
  scope: { kind: 'text', placeholder: 'SCOPE', help: 'What is asked for: `api://AUDIENCE/.default` unless said' },
  certificate: {
    kind: 'text',
    placeholder: 'FILE',
    completes: 'file',
    help: 'A client certificate with its key, for client-certificate',
  },
} as const satisfies Flags;

type Given = { readonly [F in Exclude<keyof typeof serverFlags, 'sign-in'>]: string | undefined } & {
  readonly 'sign-in': SignInWay | undefined;
  readonly 'display-name': string | undefined;
  readonly production: boolean;
  readonly tenant: string | undefined;
};

export function serverFlagGiven(flags: Given): boolean {
  return Object.keys(serverFlags).some((flag) => flags[flag as keyof typeof serverFlags] !== undefined);
}

/** Keeps where an environment on a server is and how to sign in, after the server has said what it is. */
export async function addServer(context: Context, name: string | undefined, flags: Given): Promise<Outcome> {
  const { common, io } = context;
  const told = namedOf(name, flags);
  const environments = await context.environments();
  const existing = await environments.has(told.name);
  if (existing && common.ifExists === 'skip')
    return environmentResult(common, { change: 'environment.add', name: told.name, result: 'unchanged' });
  const replaces = existing && common.ifExists === 'update';
  const signIn = signInOf(flags);
  const remote: Remote = { url: told.url, instance: told.instance, signIn };
  const { signIn: offered } = await environments.addRemote(told.name, remote, { dryRun: common.dryRun, replaces });
  const vouches =
    offered === null ? 'which takes API tokens' : `which takes API tokens and sign-ins of ${offered.issuer}`;
  io.note(`found a server of cinch at ${told.url}, ${vouches}`);
  return environmentResult(common, {
    change: 'environment.add',
    name: told.name,
    result: replaces ? 'updated' : 'created',
    next: [`cinch login --environment ${shellWord(told.name)}`, `cinch environment use ${shellWord(told.name)}`],
  });
}

/** The three that name it; all that are missing are told at once. */
function namedOf(name: string | undefined, flags: Given): { name: string; url: string; instance: string } {
  const { url, instance, production, tenant, 'display-name': displayName } = flags;
  const own = { '--display-name': displayName, '--production': production || undefined, '--tenant': tenant };
  const odd = Object.entries(own).find(([, value]) => value !== undefined)?.[0];
  if (odd !== undefined)
    throw problem('usage.flag_value', {
      flag: odd,
      rule: 'nothing beside `--url`: the server keeps it; `environment edit` changes it there',
    });
  const missing = [
    ...(name === undefined ? [{ input: 'name', flag: 'NAME', help: 'Lower-case letters, digits and dashes' }] : []),
    ...(url === undefined ? [{ input: 'url', flag: '--url URL', help: serverFlags.url.help }] : []),
    ...(instance === undefined ? [{ input: 'instance', flag: '--instance ID', help: serverFlags.instance.help }] : []),
  ];
  if (name === undefined || url === undefined || instance === undefined)
    throw problem(
      'input.missing',
      { count: missing.length, why: '', fix: ['cinch environment add --help'] },
      { missing },
    );
  const at = serverUrl(url);
  if (at === undefined)
    throw problem('usage.flag_value', { flag: '--url', rule: urlRule, example: 'https://cinch.contoso.com' });
  if (!isInstanceId(instance))
    throw problem('usage.flag_value', {
      flag: '--instance',
      rule: 'the id of an instance, as `serve init` printed it',
    });
  return { name, url: at, instance };
}

const urlRule = 'an address with https, or with http on this machine, and nothing but a path after it';

function signInOf(flags: Given): RemoteSignIn {
  const { 'client-id': clientId, scope, certificate } = flags;
  const kind = flags['sign-in'] ?? (clientId === undefined ? 'token' : 'browser');
  const needs = { browser: clientId, 'device-code': clientId, 'client-certificate': clientId && certificate };
  if (kind in needs && needs[kind as keyof typeof needs] === undefined) {
    const flag = clientId === undefined ? '--client-id ID' : '--certificate FILE';
    const missing = [{ input: flag.split(' ')[0]?.slice(2) ?? '', flag, help: `for the sign-in ${kind}` }];
    throw problem('input.missing', { count: 1, why: '', fix: ['cinch environment add --help'] }, { missing });
  }
  const said = { clientId, scope, certificate };
  return { kind, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
}
