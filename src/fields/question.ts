import type { Issue } from '../kernel/issue.ts';
import { check } from './check.ts';
import type { Field, Fields, Setting, Settings } from './field.ts';
import { formats } from './format.ts';
import { applies } from './visible.ts';

/** The next field that applies to what was answered so far and was not asked itself, in the declaration's order. */
export function nextQuestion(fields: Fields, settings: Settings, asked: ReadonlySet<string>): string | undefined {
  return Object.keys(fields).find((key) => !asked.has(key) && applies(fields[key] as Field, fields, settings));
}

/** What is wrong with one answer, judged as it will be when it is saved; the order of answers plays no part. */
export function answerIssue(key: string, field: Field, answer: unknown): Issue | undefined {
  const { when: _, ...alone } = field;
  const checked = check({ [key]: alone }, { [key]: answer }, 'partial');
  return checked.ok ? undefined : checked.issues[0];
}

/** What a person is told beside a question: what it is for, and a value that would do. */
export function questionHint(field: Field): string {
  const example =
    field.example ?? ('format' in field && field.format !== undefined ? formats[field.format].accepted : undefined);
  const like = example === undefined || field.kind === 'secret' ? '' : `, such as ${example}`;
  return `${field.help}${like}`;
}

/** A setting as it is typed. */
export function settingText(setting: Setting): string {
  return Array.isArray(setting) ? setting.join(',') : String(setting);
}
