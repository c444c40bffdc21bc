import type { ConnectionType } from '../../fields/connection-type.ts';
import { problem } from '../../kernel/problem.ts';
import { secretValue } from '../../kernel/secret-value.ts';
import type { Granted } from '../../kernel/sign-in.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import { after } from '../../model/sign-in.ts';
import type { AppInHand, Context } from '../context.ts';
import type { Outcome } from '../define.ts';
import { act } from './apply.ts';
import { secretFlags, typedVariables } from './asking/connection-draft.ts';
import { type AppAnswers, askApp, askRedirect, bringAnswer } from './asking/sign-in.ts';
import { commandLine } from './command-line.ts';
import { givenSecrets, secretsOf } from './given.ts';
import { signInOf } from './sign-in-app.ts';

interface Given {
  readonly 'client-id': string | undefined;
  readonly secret: readonly string[];
  readonly device: boolean;
  readonly port: number | undefined;
  readonly redirect: string | undefined;
  readonly 'no-browser': boolean;
  readonly wait: number | undefined;
}

const usualSeconds = 300;

/** Signs in for a connection, or keeps the token that is given in place of that. */
export async function authorize(context: Context, connection: ConnectionDetail, flags: Given): Promise<Outcome> {
  const { name } = connection;
  const environment = await context.environment();
  const { declaration: type } = await environment.query('type.show', { type: connection.type });
  if (type.signIn !== 'browser') throw problem('sign_in.not_needed', { name, label: type.label });
  const given = await givenSecrets(context, flags.secret, type.fields);
  const service = signInOf(type, connection);
  const byHand = given.refreshToken !== undefined || service === undefined;
  const clientId = flags['client-id'];
  const start: AppAnswers = { asked: false, settings: clientId === undefined ? {} : { clientId }, secrets: given };
  if (!byHand) refuseWay(type, name, flags, service.device !== undefined);
  if (!byHand && !context.prompt.interactive) throw waits(context, service.authorization, connection);
  const app = await askApp(context, { type, connection, byHand }, start);
  const redirect =
    !byHand && !flags.device && service.redirect === 'https'
      ? await askRedirect(context, flags.redirect)
      : flags.redirect;
  const { settings, secrets } = app;
  const change = (more: Partial<ChangeOf<'connection.sign-in'>>): ChangeOf<'connection.sign-in'> => ({
    change: 'connection.sign-in',
    connection: name,
    set: settings,
    secrets: secretsOf(secrets),
    ...more,
  });
  // Everything that could be refused is refused before anybody signs in.
  const rehearsed = change(byHand ? {} : { secrets: { ...secretsOf(secrets), refreshToken: secretValue('not yet') } });
  const asked = app.asked || redirect !== flags.redirect;

  return act(context, {
    command: commandLine('connection authorize', [name], {
      ...flags,
      'client-id': settings.clientId,
      secret: secretFlags({ type, secrets }),
      port: flags.port?.toString(),
      wait: flags.wait?.toString(),
      redirect,
    }),
    asked,
    variables: typedVariables({ type, secrets }),
    changes: [rehearsed],
    agree: { severity: 'none', name, says: `this signs in for ${name}` },
    ...(byHand || service === undefined
      ? {}
      : {
          async complete() {
            const { ifRevision } = context.common;
            const first = ifRevision === undefined ? rehearsed : { ...rehearsed, ifRevision };
            await environment.apply([first], { dryRun: true });
            const inHand = await appInHand(context, connection, app, service);
            const granted = await signedIn(context, inHand, { ...flags, redirect });
            const seconds = granted.seconds;
            const end = seconds === undefined ? {} : { expiresAt: after(context.clock(), seconds / 86_400) };
            return [change({ secrets: { ...secretsOf(secrets), refreshToken: granted.token }, ...end })];
          },
        }),
    next: () => [`cinch connection show ${name}`],
  });
}

function refuseWay({ label }: ConnectionType, name: string, { device, redirect }: Given, hasDevice: boolean): void {
  if (device && !hasDevice) throw problem('sign_in.no_device', { name, label });
  if (redirect !== undefined && !(URL.canParse(redirect) && new URL(redirect).protocol === 'https:'))
    throw problem('usage.flag_value', {
      flag: '--redirect',
      rule: 'an HTTPS address that the app allows',
      example: '--redirect https://app.partner.example/callback',
    });
}

function waits({ prompt }: Context, authorization: string, { name, settings }: ConnectionDetail) {
  const address = new URL(authorization);
  if (typeof settings.clientId === 'string') address.searchParams.set('client_id', settings.clientId);
  return problem('sign_in.waits', { name, why: prompt.refusal, address: address.href }, { address: address.href });
}

/** The app with its secret: the one given now, or else the one that is kept, which is handed out for this. */
async function appInHand(
  context: Context,
  { name, secrets }: ConnectionDetail,
  { settings, secrets: given, clientId }: AppAnswers,
  service: NonNullable<ReturnType<typeof signInOf>>,
): Promise<AppInHand> {
  const app = { ...service, clientId: settings.clientId ?? clientId ?? '' };
  if (given.clientSecret !== undefined) return { ...app, appSecret: given.clientSecret.secret };
  if (secrets.clientSecret === undefined) return { ...app, appSecret: undefined };
  const { reason } = context.common;
  const asking = { to: 'authorize', connection: name, ...(reason === undefined ? {} : { reason }) } as const;
  const released = await (await context.environment()).release(asking);
  return { ...app, appSecret: released.secrets.clientSecret };
}

async function signedIn(context: Context, app: AppInHand, flags: Given): Promise<Granted> {
  const { device, port = 0, redirect, wait: seconds = usualSeconds } = flags;
  const signIn = await context.signIn();
  const wait = (awaited: boolean) => ({
    seconds,
    opens: !flags['no-browser'],
    told: (step: object) => context.show('SignInStep', { ...step, label: app.label, awaited }),
  });
  if (device) return signIn.onDevice(app, wait(true));
  if (redirect === undefined) return signIn.inBrowser(app, wait(true), { port });
  return signIn.inBrowser(app, wait(false), { redirect, bring: (fits) => bringAnswer(context, fits) });
}
