import { printable } from '../../kernel/printable.ts';
import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { isInstanceId, type RemoteSignIn, type SignInWay, serverUrl, signInWays } from '../../model/remote.ts';
import type { SignInOffer } from '../../model/sign-in-offer.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { askEnvironmentName } from './asking/environment.ts';
import { commandLine } from './command-line.ts';
import { environmentResult } from './environment-result.ts';

/** What tells `environment add` of an environment on a server. */
export const serverFlags = {
  url: { kind: 'text', placeholder: 'URL', help: 'Address of a server: https, or http on this machine' },
  instance: { kind: 'text', placeholder: 'ID', help: 'Which environment there: the id that `serve init` printed' },
  'sign-in': {
    kind: 'text',
    choices: signInWays,
    help: 'How to sign in there; what the server offers when left out, or a token',
  },
  'client-id': { kind: 'text', placeholder: 'ID', help: 'The application that people sign in with there' },
  scope: { kind: 'text', placeholder: 'SCOPE', help: 'What a sign-in asks for' },
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
export async function addServer(context: Context, given: string | undefined, flags: Given): Promise<Outcome> {
  const { common, io } = context;
  refuseOdd(flags);
  const answers = await answered(context, given, flags);
  const { name, url, instance } = namedOf(answers.name, { ...flags, ...answers });
  const environments = await context.environments();
  const isFree = await environments.isFree(name);
  if (!isFree && common.ifExists === 'skip')
    return environmentResult(common, { change: 'environment.add', name, result: 'unchanged' });
  const replaces = !isFree && common.ifExists === 'update';
  if (!isFree && !replaces) throw problem('environment.exists', { name });
  const offer = await environments.describe(url);
  const remote = { url, instance, signIn: signInOf(flags, offer) };
  await environments.addRemote(name, remote, { dryRun: common.dryRun, replaces });
  const takes = offer.issuer === null ? 'API tokens' : `API tokens and sign-ins of ${printable(offer.issuer)}`;
  io.note(`found a server of cinch at ${url}, which takes ${takes}`);
  return environmentResult(common, {
    change: 'environment.add',
    name,
    result: replaces ? 'updated' : 'created',
    next: [`cinch login --environment ${shellWord(name)}`, `cinch environment use ${shellWord(name)}`],
    same: answers.asked ? commandLine('environment add', [name], { ...flags, url, instance }) : undefined,
  });
}

/** What names it, asked for where it is left out and somebody can be asked. */
async function answered(context: Context, name: string | undefined, { url, instance }: Given) {
  const asked = [name, url, instance].includes(undefined) && context.prompt.interactive;
  if (!asked) return { name, url, instance, asked };
  const { prompt } = context;
  const judgeUrl = (typed: string) => (serverUrl(typed.trim()) === undefined ? `it has to be ${urlRule}` : undefined);
  const judgeId = (typed: string) => (isInstanceId(typed.trim()) ? undefined : `it has to be ${instanceRule}`);
  return {
    asked,
    name: name ?? (await askEnvironmentName(context)),
    url: url ?? (await prompt.text({ message: 'Address of the server', judge: judgeUrl })).trim(),
    instance:
      instance ??
      (
        await prompt.text({
          message: 'Which environment there?',
          hint: 'the id that `serve init` printed',
          judge: judgeId,
        })
      ).trim(),
  };
}

const urlRule = 'an address with https, or with http on this machine, and nothing but a path after it';
const instanceRule = 'the id of an instance, as `serve init` printed it';

function refuseOdd({ production, tenant, 'display-name': displayName }: Given): void {
  const own = { '--display-name': displayName, '--production': production || undefined, '--tenant': tenant };
  const odd = Object.entries(own).find(([, value]) => value !== undefined)?.[0];
  if (odd !== undefined) {
    const rule = 'nothing beside `--url`: the server keeps it, and `environment edit` changes it there';
    throw problem('usage.flag_value', { flag: odd, rule });
  }
}

/** The three that name it; all that are missing are told at once. */
function namedOf(name: string | undefined, { url, instance }: Given): { name: string; url: string; instance: string } {
  if (name === undefined || url === undefined || instance === undefined) {
    const missing = [
      ...(name === undefined ? [{ input: 'name', flag: 'NAME', help: 'Lower-case letters, digits and dashes' }] : []),
      ...(url === undefined ? [{ input: 'url', flag: '--url URL', help: serverFlags.url.help }] : []),
      ...(instance === undefined
        ? [{ input: 'instance', flag: '--instance ID', help: serverFlags.instance.help }]
        : []),
    ];
    const fix = ['cinch environment add --help'];
    throw problem('input.missing', { count: missing.length, why: '', fix }, { missing });
  }
  const at = serverUrl(url);
  if (at === undefined) {
    throw problem('usage.flag_value', { flag: '--url', rule: urlRule, example: 'https://cinch.contoso.com' });
  }
  if (!isInstanceId(instance)) throw problem('usage.flag_value', { flag: '--instance', rule: instanceRule });
  return { name, url: at, instance };
}

/** As it was asked for, or else as the server offers it. */
function signInOf(flags: Given, offer: SignInOffer): RemoteSignIn {
  const { certificate } = flags;
  const clientId = flags['client-id'] ?? offer.clientId ?? undefined;
  const kind = flags['sign-in'] ?? (clientId === undefined || offer.issuer === null ? 'token' : 'browser');
  if (kind === 'token') return { kind };
  const asksClient = kind === 'browser' || kind === 'device-code' || kind === 'client-certificate';
  const missing = [
    ...(asksClient && clientId === undefined
      ? [{ input: 'client-id', flag: '--client-id ID', help: serverFlags['client-id'].help }]
      : []),
    ...(kind === 'client-certificate' && certificate === undefined
      ? [{ input: 'certificate', flag: '--certificate FILE', help: serverFlags.certificate.help }]
      : []),
  ];
  if (missing.length > 0)
    throw problem(
      'input.missing',
      { count: missing.length, why: '', fix: ['cinch environment add --help'] },
      { missing },
    );
  const said = {
    issuer: offer.issuer,
    audience: offer.audience,
    clientId,
    scope: flags.scope ?? offer.scope,
    certificate,
  };
  return {
    kind,
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== null)),
  };
}
