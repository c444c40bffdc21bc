import { problem } from '../../kernel/problem.ts';
import { type Role, roles } from '../../model/user.ts';

export interface NameAndRole {
  readonly name: string | undefined;
  readonly role: Role | undefined;
}

/** Ends where nobody can be asked for a name or a role, with what each of them is for. */
export function refuseWithout(
  { name, role }: NameAndRole,
  help: { readonly [K in keyof NameAndRole]: string },
  command: string,
): never {
  const missing = [
    ...(name === undefined ? [{ input: 'name', flag: 'NAME', help: help.name }] : []),
    ...(role === undefined ? [{ input: 'role', flag: `--role ${roles.join('|')}`, help: help.role }] : []),
  ];
  throw problem('input.missing', { count: missing.length, why: '', fix: [`cinch ${command} --help`] }, { missing });
}
