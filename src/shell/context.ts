import { systemClock } from '../adapters/system/clock.ts';
import { newId } from '../adapters/system/new-id.ts';
import type { Context } from '../commands/context.ts';
import type { AnyCommand } from '../commands/tree.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import type { Prompter } from '../kernel/prompter.ts';
import type { Vault } from '../kernel/vault.ts';
import type { Environment } from '../model/environment.ts';
import type { VaultLink } from '../model/key-vault.ts';
import { isTerminal } from '../terminal/screen.ts';
import { commonOf } from './common-of.ts';
import type { Doors } from './doors.ts';
import { elsewhere } from './elsewhere.ts';
import { lazyPrompter } from './lazy-prompter.ts';
import { once, onceSync } from './once.ts';
import type { Presenter } from './present.ts';
import { progressOn } from './progress-on.ts';
import type { Scanned } from './scan.ts';

export interface OpenContext {
  readonly context: Context;
  /** Gives the context the flags, once the command line was read in full. */
  settle(flags: { readonly [name: string]: unknown }): void;
  close(): Promise<void>;
}

/** The composition root: joins commands with the outside world. Each costly thing is made when first asked for. */
export function openContext(presenter: Presenter, scanned: Scanned, command: AnyCommand): OpenContext {
  const { settings, note } = presenter;
  let common = commonOf({}, command, presenter);
  let opened: Environment | undefined;
  const others: Environment[] = [];
  const progress = progressOn(presenter);
  // depends on: places, the timeout, progress
  const doors = once(async (): Promise<Doors> => {
    const { createDoors } = await import('./doors.ts');
    const timeout = scanned.value('timeout');
    const seconds = timeout === undefined ? undefined : Number(timeout);
    return createDoors({ settings, prompt: prompt(), progress, seconds, show: presenter.show });
  });
  // depends on: the terminal, CI, --no-input
  const prompt = onceSync((): Prompter => lazyPrompter(settings.noInput, presenter));
  // Whoever does not know that they are to type waits for a program that waits for them.
  const tellTyping = (path: string) => {
    if (path === '-' && isTerminal(0)) note('reads what you type; Ctrl-D on a line of its own ends it');
  };
  const { namesEnvironment: names } = command;
  let asked: unknown;
  const named = () =>
    names === true
      ? scanned.positionals[0]
      : names === undefined
        ? undefined
        : ((asked as string | undefined) ?? scanned.value(names));
  const chosen = () => named() ?? settings.environment();
  // Where there are several and none is chosen, a person picks one for this run.
  async function settled<T>(look: (at: Doors) => T | Promise<T>): Promise<T> {
    const at = await doors();
    try {
      return await look(at);
    } catch (error) {
      if (!isProblem(error) || error.code !== 'environment.unchosen' || !prompt().interactive) throw error;
      await pickEnvironment();
      return look(at);
    }
  }
  const pickEnvironment = once(async () => {
    const { pick } = await import('../commands/shared/asking/pick.ts');
    const name = await pick(context, 'environment');
    settings.goTo(name);
    note(`hint: cinch environment use ${name}`);
  });
  const knownEnvironment = () => settled(({ known }) => known(chosen()));
  const open = once(async (): Promise<Environment> => {
    const found = await settled((at) => at.open(chosen(), scanned.value('as')));
    opened = scanned.has('verbose') ? await told(found) : found;
    return opened;
  });

  async function told(found: Environment): Promise<Environment> {
    const { tellingDoor } = await import('./telling-door.ts');
    return tellingDoor(found, note, () => performance.now());
  }

  const isProduction = async () =>
    (await knownEnvironment()) !== undefined && (await (await open()).query('environment.show', {})).production;

  // depends on: the environment, the timeout, who sits there
  const vaultAt = async (link: VaultLink): Promise<Vault> => {
    const { openVault } = await import('./open-vault.ts');
    return openVault(link, presenter, { attended: prompt().interactive, progress });
  };
  const linked = once(async () => vaultAt(await (await open()).query('keyvault.show', {})));

  const context: Context = {
    io: {
      note,
      get width() {
        return presenter.width();
      },
    },
    get prompt() {
      return prompt();
    },
    get converses() {
      return presenter.isConversation && prompt().interactive;
    },
    get common() {
      return common;
    },
    clock: systemClock,
    environmentName: () => settled(({ name }) => name(chosen())),
    knownEnvironment,
    environment: open,
    async environmentNamed(name) {
      const { namedDoor } = await import('./named-door.ts');
      const found = namedDoor(await (await doors()).open(name, scanned.value('as')), name);
      others.push(found);
      return scanned.has('verbose') ? told(found) : found;
    },
    // Asked for again it stays silent: the environment is named once.
    environmentToChange: once(async () => {
      const { name, made } = await settled(({ nameOrMake }) => nameOrMake(chosen()));
      if (made) note(`made the environment \`${name}\`, with you as its administrator`);
      const environment = await open();
      note(`environment ${name}`);
      return environment;
    }),
    environments: async () => (await doors()).environments(settings.environment(), scanned.value('as')),
    preferences: async () => (await import('./preference-store.ts')).createPreferenceStore(settings),
    async agree(agreement) {
      const { agree } = await import('./gate.ts');
      const production = agreement.production ?? (await isProduction());
      return agree({ ...agreement, command: elsewhere(agreement.command, settings) }, production, common, prompt());
    },
    async secret(field, source) {
      if (source === 'stdin' && isTerminal(0))
        throw problem('secret.source', { field, source, says: 'standard input is a terminal, which would show it' });
      const { createSecretSources } = await import('../adapters/system/secret-source.ts');
      sources ??= createSecretSources(settings.env);
      return sources.read(field, source);
    },
    show: (kind, data) => presenter.show(kind, data),
    tell: (kind, data) => presenter.tell(kind, data),
    get answersWhole() {
      return presenter.answersWhole;
    },
    async readText(path, mostMb) {
      tellTyping(path);
      return (await import('../adapters/system/read-text.ts')).readText(path, mostMb);
    },
    async *readCsv(path) {
      tellTyping(path);
      yield* (await import('../adapters/system/read-csv.ts')).readCsv(path);
    },
    obscured: async () => (await import('../adapters/system/obscured.ts')).revealObscured,
    async edit(text) {
      const { editText } = await import('../adapters/child/editor.ts');
      const end = (signal: NodeJS.Signals) => process.kill(process.pid, signal);
      return editText(text, { env: settings.env, platform: process.platform, signals: process, end });
    },
    diagnose: async () => (await import('./diagnose.ts')).diagnose(settings, await doors(), scanned.value('as')),
    about: {
      version: process.env.CINCH_VERSION ?? '0.0.0',
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    completion: async () => {
      const { completionFile, usualShell } = await import('../adapters/system/completion-file.ts');
      const { env } = settings;
      return { usual: usualShell(env), fileOf: (shell) => completionFile(shell, env, process.platform) };
    },
    newId,
    newToken: async () => (await import('../adapters/system/new-token.ts')).newToken(await context.digest()),
    signIn: once(async () => {
      const { signInHere } = await import('./sign-in.ts');
      return signInHere({ settings, environment: open, vault: context.vault, now: systemClock });
    }),
    login: once(async () => {
      const { loginHere } = await import('./login.ts');
      const at = { settings, environmentName: context.environmentName };
      try {
        return await loginHere(at);
      } catch (error) {
        if (!isProblem(error) || error.code !== 'login.local') throw error;
        const { pickServer } = await import('./pick-server.ts');
        if (!(await pickServer(context, settings))) throw error;
        return loginHere(at);
      }
    }),
    openStage: async () => (await import('../adapters/system/stage.ts')).openStage(),
    progress,
    vault: (at) => (at === undefined ? linked() : vaultAt(at)),
    approvals: async () => (await import('./approvals.ts')).createApprovals(settings.places().preferences),
    async children() {
      const { createChildren } = await import('../adapters/child/children.ts');
      // What a command writes goes past the presenter, so what stands there for the moment goes first.
      presenter.clear();
      const terminal = [0, 1, 2].some((stream) => isTerminal(stream));
      const { underWay: notes } = settings.places();
      return createChildren({ env: settings.env, signals: process, terminal, notes, newId });
    },
    prober: once(async () => {
      const { createProber } = await import('../adapters/probes/prober.ts');
      const { azureSignIn } = await import('../adapters/probes/azure-sign-in.ts');
      const { env } = settings;
      const seconds = Number(scanned.value('timeout') ?? 20);
      const azure = azureSignIn(env);
      return createProber({ ways: { env }, nowMs: () => performance.now(), seconds, azure, progress });
    }),
    ending: async () => (await import('../adapters/system/ending.ts')).hearEnding(process, presenter.clear),
    serving: async () => (await import('./serving.ts')).createServing(settings, note),
    async files() {
      const { systemFiles } = await import('../adapters/system/files.ts');
      const readAll: typeof systemFiles.readAll = (path) => {
        tellTyping(path);
        return systemFiles.readAll(path);
      };
      return { ...systemFiles, readAll };
    },
    digest: async () => (await import('../adapters/system/digest.ts')).createDigest(),
  };
  let sources: { read: Context['secret'] } | undefined;
  return {
    context,
    settle(flags) {
      common = commonOf(flags, command, presenter);
      // One that was asked for stands in no line that was scanned.
      asked = typeof names === 'string' ? flags[names] : undefined;
    },
    async close() {
      for (const other of others) await other.close();
      await opened?.close();
    },
  };
}
