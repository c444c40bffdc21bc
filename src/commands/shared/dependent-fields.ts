import type { Fields } from '../../fields/field.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Looking } from '../context.ts';
import { declarationOf } from './type-fields.ts';

interface Given {
  value(flag: string): string | undefined;
}

/** What an export or enrichment of the type is told: of `--type`, or of the connection it will be on. */
export async function fieldsToAdd(context: Looking, given: Given): Promise<Fields> {
  const type = given.value('type') ?? (await typeOfConnection(context, given.value('connection')));
  return usageOf(context, type);
}

/** The same for one that is there. */
export async function fieldsToEdit(context: Looking, kind: DependentKind, ref: string | undefined): Promise<Fields> {
  if (ref === undefined || (await context.knownEnvironment()) === undefined) return {};
  const environment = await context.environment();
  const { type } = await environment.query(`${kind}.show` as const, { dependent: ref });
  return usageOf(context, type);
}

async function typeOfConnection(context: Looking, connection: string | undefined): Promise<string | undefined> {
  if (connection === undefined || (await context.knownEnvironment()) === undefined) return undefined;
  return (await (await context.environment()).query('connection.show', { connection })).type;
}

async function usageOf(context: Looking, type: string | undefined): Promise<Fields> {
  return type === undefined ? {} : ((await declarationOf(context, type))?.usage ?? {});
}
