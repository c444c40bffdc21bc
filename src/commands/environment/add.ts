import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import {
  askEnvironmentDisplayName,
  askEnvironmentName,
  askProduction,
  askTenant,
} from '../shared/asking/environment.ts';
import { commandLine } from '../shared/command-line.ts';
import { environmentResult } from '../shared/environment-result.ts';
import type { EnvironmentAbout } from '../shared/environments.ts';
import { addServer, serverFlagGiven, serverFlags } from '../shared/server-environment.ts';

export default defineCommand({
  path: 'environment add',
  summary: 'Make an environment here, or add one on a server',
  description:
    'Here it is a store of its own, with you as its first administrator. In a production environment every change asks to be confirmed. With `--url` and `--instance` it is one on a server: every command works on it as on any other, and `cinch login` signs in to it. An API token is taken from `CINCH_TOKEN`.',
  changes: true,
  args: [{ name: 'name', help: 'Lower-case letters, digits and dashes', optional: true }],
  flags: {
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call it; the name when left out' },
    production: { kind: 'switch', help: 'Ask for `--confirm` before every change' },
    tenant: { kind: 'text', placeholder: 'ID', help: 'Id or domain of the organisation it lies in' },
    ...serverFlags,
  },
  examples: [
    { run: 'environment add test', does: 'one to try things in' },
    {
      run: 'environment add prod --production --tenant contoso.onmicrosoft.com',
      does: 'one where nothing changes by mistake',
    },
    {
      run: 'environment add team --url https://cinch.contoso.com --instance 01990f7a6a517cc39d0e',
      does: 'one on a server, signed in to with an API token',
    },
    {
      run: 'environment add team --url https://cinch.contoso.com --instance 01990f7a6a517cc39d0e --client-id cinch-cli',
      does: 'the same, signed in to in a browser',
    },
  ],

  async run({ args, flags }, context) {
    const { common } = context;
    if (serverFlagGiven(flags)) return addServer(context, args.name, flags);
    const { name = await askName(context) } = args;
    const about = await aboutOf(context, name, flags, args.name === undefined);
    const environments = await context.environments();
    const there = common.ifExists !== 'fail' && (await environments.list()).some((it) => it.name === name);
    if (there && common.ifExists === 'update') {
      const rule = 'fail or skip here; an environment that is there is changed with `environment edit`';
      throw problem('usage.flag_value', { flag: '--if-exists', rule });
    }
    if (!there) await environments.add(name, about, common);
    const { displayName, production, tenant } = about;
    const shown = {
      'display-name': displayName === name ? undefined : displayName,
      production,
      tenant: tenant ?? undefined,
    };
    return environmentResult(common, {
      change: 'environment.add',
      name,
      result: there ? 'unchanged' : 'created',
      next: [`cinch environment use ${shellWord(name)}`],
      same: args.name === undefined ? commandLine('environment add', [name], { ...flags, ...shown }) : undefined,
    });
  },
});

interface Given {
  readonly 'display-name': string | undefined;
  readonly production: boolean;
  readonly tenant: string | undefined;
}

/** What it says of itself. What no flag gives is asked of whoever is being asked already. */
async function aboutOf(context: Context, name: string, given: Given, asks: boolean): Promise<EnvironmentAbout> {
  const { 'display-name': displayName, production, tenant } = given;
  if (!asks) return { displayName: displayName ?? name, production, tenant: tenant ?? null };
  return {
    displayName: displayName ?? (await askEnvironmentDisplayName(context, name)),
    production: production || (await askProduction(context, false)),
    tenant: tenant ?? (await askTenant(context, null)),
  };
}

async function askName(context: Context): Promise<string> {
  if (context.prompt.interactive) return askEnvironmentName(context);
  const missing = [{ input: 'name', flag: 'NAME', help: 'Lower-case letters, digits and dashes' }];
  throw problem('input.missing', { count: 1, why: '', fix: ['cinch environment add --help'] }, { missing });
}
