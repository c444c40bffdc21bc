import type { ConnectionType } from '../../fields/connection-type.ts';
import { filled } from '../../fields/sign-in.ts';
import type { SignIn } from '../../kernel/sign-in.ts';

interface Subject {
  readonly name: string;
  readonly settings: { readonly [field: string]: unknown };
  readonly tenant: string | null;
}

/** Where a connection's service signs in, filled in with what the connection holds; nothing where it is not known. */
export function signInOf(type: ConnectionType, { name, settings, tenant }: Subject) {
  const { signsInAt, label } = type;
  if (typeof signsInAt !== 'object') return undefined;
  const service: SignIn = filled(signsInAt, { settings, tenant });
  return { ...service, name, label };
}
