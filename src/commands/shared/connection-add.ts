import { keptSettings } from '../../fields/edited.ts';
import { nameFrom } from '../../kernel/name.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../define.ts';
import { act } from './apply.ts';
import type { Asked } from './asking/asked.ts';
import { askConnection, type GivenConnection } from './asking/connection.ts';
import { commandLine, type GivenFlags } from './command-line.ts';
import { secretsOf } from './given.ts';
import { testBefore } from './testing/test-before.ts';
import { typeAt } from './type-at.ts';

/** What its line gives besides the connection, and its flags as they were given. */
interface AddLine {
  readonly name?: string | undefined;
  readonly tenant?: string | undefined;
  readonly flags?: GivenFlags;
  /** Those that come with the type. */
  readonly typed?: GivenFlags;
}

/** Adds a connection, whether its line gave it or a person is asked: `connection add`, and a set-up from Discover. */
export async function addConnection(
  context: Context,
  given: GivenConnection,
  { name, tenant, flags = {}, typed = {} }: AddLine = {},
): Promise<Outcome> {
  const save = ({ type = '', secrets, share, terms, ...it }: GivenConnection, asked: Asked) =>
    act(context, {
      ...asked,
      command: commandLine('connection add', [type, it.displayName], {
        ...asked.flags,
        ...flags,
        ...asked.flags,
        'accept-terms': terms,
        test: flags.test === true || it.test === true,
      }),
      test:
        flags.test === true || it.test === true
          ? () => testNew(context, type, { ...it, secrets }, { name, tenant })
          : undefined,
      changes: [
        {
          change: 'connection.add',
          type,
          displayName: it.displayName,
          settings: it.settings,
          secrets: secretsOf(secrets),
          ifExists: context.common.ifExists,
          ...(name === undefined ? {} : { name }),
          ...(share.length === 0 ? {} : { share }),
          ...(terms === undefined ? {} : { terms }),
          ...(tenant === undefined ? {} : { tenant }),
        },
      ],
      next: ({ changes: [added], warnings }) => {
        if (added === undefined) return [];
        const waits = warnings.some(({ code }) => code === 'awaiting-sign-in');
        return [`cinch connection ${waits ? 'authorize' : 'show'} ${added.name}`];
      },
    });
  return context.prompt.interactive ? askConnection(context, given, save) : save(given, { asked: false, flags: typed });
}

async function testNew(
  context: Context,
  id: string,
  { displayName, settings, secrets }: Pick<GivenConnection, 'displayName' | 'settings' | 'secrets'>,
  { name, tenant }: Pick<AddLine, 'name' | 'tenant'>,
) {
  const type = await typeAt(context, id);
  const own = name ?? nameFrom(displayName);
  const kept = keptSettings(type.fields, settings);
  return testBefore(context, [
    { type, ref: own, name: own, displayName, settings: kept, secrets: secretsOf(secrets), tenant },
  ]);
}
