import { problem } from '../../kernel/problem.ts';
import { appRole, type GivenPrincipal } from '../../model/principal.ts';

/** How a user is known where an environment is served to a team, other than by an address that invites. */
export const principalFlags = {
  subject: { kind: 'text', placeholder: 'ID', help: 'A person, by their id at the issuer, in place of an address' },
  group: { kind: 'text', placeholder: 'ID', help: 'Everyone in a group, by its id at the issuer' },
  'app-role': { kind: 'text', placeholder: 'NAME', help: 'Everyone whose token has this app role' },
  app: { kind: 'text', placeholder: 'ID', help: 'An application, by its id at the issuer' },
} as const;

type Given = { readonly [F in keyof typeof principalFlags]: string | undefined };

/** Who or what an issuer has to vouch for, where a flag says so. */
export function principalOf({ subject, group, 'app-role': role, app }: Given): GivenPrincipal | undefined {
  const given: (GivenPrincipal | undefined)[] = [
    subject === undefined ? undefined : { kind: 'user', subject },
    group === undefined ? undefined : { kind: 'group', subject: group },
    role === undefined ? undefined : { kind: 'group', subject: appRole(role) },
    app === undefined ? undefined : { kind: 'app', subject: app },
  ];
  const [principal, another] = given.filter((it) => it !== undefined);
  if (another !== undefined) {
    const says = 'give one of `--subject`, `--group`, `--app-role` and `--app`';
    throw problem('usage.arguments', { command: 'user add', says });
  }
  return principal;
}
