import type { SignIn } from '../kernel/sign-in.ts';

/** What a sign-in needs besides its declaration to have an address filled in. */
export interface Filling {
  readonly tenant: string | null;
  readonly settings: { readonly [field: string]: unknown };
}

/** The declaration with its variables filled in; the organisation is any where none is named. */
export function filled(signIn: SignIn, { tenant, settings }: Filling): SignIn {
  const named = typeof settings.tenant === 'string' ? settings.tenant : tenant;
  const address = (text: string) => text.replaceAll('{tenant}', encodeURIComponent(named ?? 'organizations'));
  const scope = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, field) => String(settings[field] ?? '').replace(/\/+$/, ''));
  const { device, issuer } = signIn;
  return {
    ...signIn,
    authorization: address(signIn.authorization),
    token: address(signIn.token),
    ...(device === undefined ? {} : { device: address(device) }),
    ...(issuer === undefined ? {} : { issuer: address(issuer) }),
    scopes: signIn.scopes.map(scope),
  };
}
