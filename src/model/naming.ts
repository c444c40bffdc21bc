import { type FormatName, formats } from '../fields/format.ts';
import type { Issue } from '../kernel/issue.ts';
import { issueOf } from '../kernel/issues.ts';
import { displayKey, isName, longest, nameFrom } from '../kernel/name.ts';
import { hasControlCharacters } from '../kernel/printable.ts';

/** What is wrong with a display name, if anything; some types want it in a form of their own. */
export function displayNameIssues(displayName: string, form?: FormatName): readonly Issue[] {
  const detail = { label: 'Display name', example: 'Retail nightly drop' };
  if (displayKey(displayName) === '')
    return [issueOf('missing', 'displayName', { ...detail, help: 'a name that tells purpose and target' })];
  if (hasControlCharacters(displayName)) return [issueOf('control-character', 'displayName', detail)];
  if (displayName.trim().length > longest.displayName)
    return [issueOf('too-long', 'displayName', { ...detail, longest: longest.displayName })];
  if (form !== undefined && !formats[form].matches(displayName.trim())) {
    const { says, accepted } = formats[form];
    return [
      issueOf('format', 'displayName', {
        label: 'Display name',
        says: `${says}, because the service wants it so`,
        example: accepted,
      }),
    ];
  }
  return [];
}

/** What is wrong with a reason, if anything: it is kept for good and shown to others. */
export function reasonIssues(reason: string): readonly Issue[] {
  const detail = { label: 'Reason', longest: longest.reason };
  if (hasControlCharacters(reason)) return [issueOf('control-character', 'reason', detail)];
  return reason.length > longest.reason ? [issueOf('too-long', 'reason', detail)] : [];
}

/** The name that is given or made from the display name (D1), or what is wrong with it. */
export function nameOr(
  given: string | undefined,
  displayName: string,
): { readonly name: string; readonly issues: readonly Issue[] } {
  const name = given ?? nameFrom(displayName);
  if (isName(name)) return { name, issues: [] };
  const says = 'lower-case letters, digits and dashes, at most 80';
  const issue =
    given === undefined
      ? issueOf('missing', 'name', {
          label: 'Name',
          help: 'none can be made from the display name',
          example: 'retail-nightly-drop',
        })
      : issueOf('format', 'name', { label: 'Name', says, example: 'retail-nightly-drop' });
  return { name, issues: displayKey(displayName) === '' && given === undefined ? [] : [issue] };
}
