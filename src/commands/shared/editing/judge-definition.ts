import { check, misplacedSecrets, missingSecrets } from '../../../fields/check.ts';
import { keptSettings, readable } from '../../../fields/edited.ts';
import type { Field } from '../../../fields/field.ts';
import { applies } from '../../../fields/visible.ts';
import { canonical } from '../../../kernel/canonical.ts';
import type { Issue } from '../../../kernel/issue.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { isProblem } from '../../../kernel/problem.ts';
import { displayNameIssues } from '../../../model/naming.ts';
import type { Context } from '../../context.ts';
import { isReference, type Written } from '../definition/definition.ts';
import { type SourcedSecret, secretFrom } from '../given.ts';
import { references } from './connection-definition.ts';
import { type Editing, only, tidied } from './edits.ts';

interface Judged {
  readonly issues: readonly Issue[];
  readonly value: Editing;
}

/** What a file makes of a connection, and everything that is wrong with its values. */
export async function judgeDefinition(context: Context, editing: Editing, written: Written): Promise<Judged> {
  const { base, type, edits } = editing;
  const { fields } = type;
  const given = only(written.settings, (key) => ![undefined, ''].includes(written.settings[key] as string));
  const [now, read] = [keptSettings(fields, given), readable(fields, given)];
  // What applies no longer and was left as it was goes without a word, as it does when it is asked.
  const set = only(given, (key) => {
    const field = fields[key];
    return field === undefined || applies(field, fields, now) || canonical(read[key]) !== canonical(base.settings[key]);
  });
  const checked = check(fields, set);
  const fresh = await freshSecrets(context, editing, written.secrets);
  const present = new Set(Object.keys(written.secrets).filter((key) => written.secrets[key] !== undefined));
  const misplaced = [...present].filter((key) => fields[key]?.kind !== 'secret' || key in fresh.secrets);
  const { displayName, share } = ownValues(written);
  const gone = [...Object.keys(base.settings), ...Object.keys(base.secrets)];
  return {
    issues: [
      ...displayNameIssues(displayName, type.displayName),
      ...(checked.ok ? [] : checked.issues.map((issue) => settingIssue(issue, fields[issue.path]))),
      ...missingSecrets(fields, now, present).map((issue) => ({ ...issue, path: `secrets.${issue.path}` })),
      ...misplacedSecrets(fields, now, misplaced),
      ...fresh.issues,
      ...shareIssues(share),
    ],
    value: tidied({
      ...editing,
      edits: {
        ...edits,
        displayName,
        set,
        unset: gone.filter((key) => !(key in set) && !present.has(key)),
        secrets: { ...only(edits.secrets, (key) => present.has(key)), ...fresh.secrets },
        share: type.shareable ? share.filter((word) => word !== 'administrators') : undefined,
      },
    }),
  };
}

/** Secrets that are to be read from somewhere else than before, and what is wrong with what stands in their place. */
async function freshSecrets(context: Context, editing: Editing, written: Written['secrets']) {
  const before = references(editing);
  const secrets: Record<string, SourcedSecret> = {};
  const issues: Issue[] = [];
  for (const [key, source] of Object.entries(written)) {
    const field = editing.type.fields[key];
    if (field?.kind !== 'secret' || source === undefined || source === before[key]) continue;
    const path = `secrets.${key}`;
    if (typeof source !== 'string' || !isReference(source)) issues.push(issueOf('secret-in-file', path, field));
    else if (['stored', 'typed', 'missing'].includes(source))
      issues.push(
        issueOf('format', path, { label: field.label, says: 'env:VARIABLE or file:PATH: none is there yet' }),
      );
    else {
      try {
        secrets[key] = { secret: await secretFrom(context, key, field.label, source), source };
      } catch (error) {
        if (!isProblem(error)) throw error;
        issues.push({ path, code: 'format', message: error.detail });
      }
    }
  }
  return { secrets, issues };
}

function ownValues({ own }: Written) {
  const share = own.share === undefined ? [] : [own.share].flat().map(String);
  return { displayName: typeof own.displayName === 'string' ? own.displayName.trim() : '', share };
}

function shareIssues(words: readonly string[]): readonly Issue[] {
  const choices = ['administrators', 'contributors', 'user:NAME'];
  const fits = (word: string) => choices.slice(0, 2).includes(word) || /^user:\S/.test(word);
  return words.every(fits) ? [] : [issueOf('choice', 'share', { label: 'Who may use it', choices })];
}

function settingIssue(issue: Issue, field: Field | undefined): Issue {
  const path = `settings.${issue.path}`;
  return issue.code === 'secret-as-setting' && field !== undefined
    ? issueOf('secret-in-file', path, { label: field.label })
    : { ...issue, path };
}
