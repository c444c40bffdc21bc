import type { ConnectionType } from '../../../fields/connection-type.ts';
import { problem } from '../../../kernel/problem.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { SourcedSecrets } from '../given.ts';
import { askSecret } from './secret.ts';
import { askSetting } from './setting.ts';

/** The app that a person signs in with, as far as it is given now. */
export interface AppAnswers {
  readonly asked: boolean;
  readonly settings: { readonly clientId?: string };
  readonly secrets: SourcedSecrets;
  /** The client ID that is kept already. */
  readonly clientId?: string;
}

interface Subject {
  readonly type: ConnectionType;
  readonly connection: ConnectionDetail;
  /** Whether a token is given in place of a sign-in. */
  readonly byHand: boolean;
}

/** Asks what a sign-in lacks: the app, and its secret where the app is new; or the token, where that is given by hand. */
export async function askApp(
  context: Context,
  { type, connection, byHand }: Subject,
  given: AppAnswers,
): Promise<AppAnswers> {
  const { prompt } = context;
  const { clientId, clientSecret, refreshToken } = type.fields;
  if (byHand) {
    if (given.secrets.refreshToken !== undefined || refreshToken?.kind !== 'secret') return given;
    if (!prompt.interactive) throw tokenIsMissing();
    const { optional: _, ...needed } = refreshToken;
    const token = await askSecret(context, { key: 'refreshToken', field: needed, fills: false });
    return {
      ...given,
      asked: true,
      secrets: { ...given.secrets, ...(token === undefined ? {} : { refreshToken: token }) },
    };
  }
  const kept = connection.settings.clientId;
  if (given.settings.clientId !== undefined) return given;
  if (typeof kept === 'string') return { ...given, clientId: kept };
  if (clientId?.kind !== 'text' || clientSecret?.kind !== 'secret') return given;
  const { optional: _, ...needed } = clientId;
  const asked = await askSetting(prompt, 'clientId', needed);
  const source = connection.secrets.clientSecret?.source ?? 'missing';
  const hasSecret = given.secrets.clientSecret !== undefined || source !== 'missing';
  const secret = hasSecret
    ? undefined
    : await askSecret(context, { key: 'clientSecret', field: clientSecret, fills: false });
  return {
    asked: true,
    settings: asked === undefined ? {} : { clientId: asked.trim() },
    secrets: { ...given.secrets, ...(secret === undefined ? {} : { clientSecret: secret }) },
  };
}

function tokenIsMissing() {
  return problem(
    'input.missing',
    { count: 1, why: '' },
    {
      missing: [
        {
          input: 'secrets.refreshToken',
          flag: '--secret refreshToken=env:VARIABLE',
          help: 'its token is given by hand, because where it signs in is not known',
        },
      ],
    },
  );
}

/** Asks for the app's own address, where the service comes back to nothing else. */
export async function askRedirect({ prompt }: Context, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const answer = await prompt.text({
    message: 'Redirect address of your app',
    hint: 'the service comes back to HTTPS alone, so never to this machine; as the app has it',
    judge: (typed) =>
      URL.canParse(typed.trim()) && new URL(typed.trim()).protocol === 'https:' ? undefined : 'give an HTTPS address',
  });
  return answer.trim();
}

/** Asks where the browser ended. What is pasted holds a code, so it is not shown. */
export async function bringAnswer({ prompt }: Context, fits: (answer: URL) => boolean): Promise<URL> {
  for (;;) {
    const typed = (await prompt.secret({ message: 'Address where the browser ended' })).reveal().trim();
    if (URL.canParse(typed) && fits(new URL(typed))) return new URL(typed);
    if (!(await prompt.confirm({ message: 'That is no answer to this sign-in. Paste it again?' })))
      throw problem('input.declined', { what: 'the sign-in' });
  }
}
