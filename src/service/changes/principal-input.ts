import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { hasControlCharacters } from '../../kernel/printable.ts';
import { problem } from '../../kernel/problem.ts';
import { type GivenPrincipal, type Principal, principalKey, principalKinds, subjectAt } from '../../model/principal.ts';
import type { User } from '../../model/user.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';

const longestSubject = 250;

/** Who an issuer has to vouch for, completed with the server's own issuer. Another one would never be believed. */
export function judgedPrincipal(
  { served, issuer }: Pick<Scene, 'served' | 'issuer'>,
  given: GivenPrincipal | undefined,
): Principal | undefined {
  if (given === undefined) return undefined;
  if (!served) throw problem('environment.not_served', { what: 'people, groups and applications of an issuer' });
  if (issuer === undefined) throw problem('identity.no_issuer', {});
  const { kind } = given;
  const subject = given.subject.trim();
  refuse(
    'user',
    [
      ...principalIssues({ kind, subject }),
      ...(given.issuer === undefined || given.issuer === issuer
        ? []
        : [issueOf('choice', 'principal.issuer', { label: 'Issuer', choices: [issuer] })]),
    ],
    {},
  );
  return { kind, issuer, subject: subjectAt(issuer, kind, subject) };
}

/** What no principal of an issuer can be. */
export function principalIssues({ kind, subject }: Pick<Principal, 'kind' | 'subject'>): readonly Issue[] {
  const fits = subject !== '' && subject.length <= longestSubject && !hasControlCharacters(subject);
  const says = `an id of its issuer, at most ${longestSubject} characters`;
  return [
    ...(principalKinds.includes(kind)
      ? []
      : [issueOf('choice', 'principal.kind', { label: 'Kind', choices: principalKinds })]),
    ...(fits ? [] : [issueOf('format', 'principal.subject', { label: 'Id', says })]),
  ];
}

/** The user that a principal is already, besides one. */
export async function userOf(
  { work }: Scene,
  principal: Principal | undefined,
  besides?: string,
): Promise<User | undefined> {
  if (principal === undefined) return undefined;
  const key = principalKey(principal);
  await work.where('user', 'principal = ?', key);
  return work.inHand(
    'user',
    (it) => it.id !== besides && it.principal !== undefined && principalKey(it.principal) === key,
  )[0];
}
