import type { Field, Setting } from '../../../fields/field.ts';
import { answerIssue, questionHint, settingText } from '../../../fields/question.ts';
import { issueOf } from '../../../kernel/issues.ts';
import type { Prompter, TextQuestion } from '../../../kernel/prompter.ts';

type SettingField = Exclude<Field, { kind: 'secret' }>;

/** Asks one field. Answers what was typed, or nothing where an optional field is left out. `before` is what stands there now. */
export async function askSetting(
  prompt: Prompter,
  key: string,
  field: SettingField,
  before?: Setting,
  how: Pick<TextQuestion, 'editable'> = {},
): Promise<string | undefined> {
  const optional = field.optional === true;
  const usual = before ?? ('default' in field ? field.default : undefined);
  const message = field.label;
  if (field.kind === 'choice' || field.kind === 'switch') {
    const choices =
      field.kind === 'choice'
        ? field.choices.map(({ value, label }) => ({ value: value as string | undefined, label, aside: value }))
        : ['true', 'false'].map((value) => ({
            value: value as string | undefined,
            label: value === 'true' ? 'yes' : 'no',
          }));
    const none = optional && field.kind === 'choice' ? [{ value: undefined, label: 'leave it out' }] : [];
    const initial = usual === undefined ? {} : { initial: String(usual) };
    return prompt.choose<string | undefined>({ message, hint: field.help, choices: [...choices, ...none], ...initial });
  }
  if (optional && before !== undefined && !(await keeps(prompt, field.label))) return undefined;
  const answer = await prompt.text({
    message,
    hint: `${questionHint(field)}${optional && usual === undefined ? '; Enter leaves it out' : ''}`,
    ...(usual === undefined ? {} : { initial: settingText(usual) }),
    ...how,
    judge: (typed) => (typed.trim() === '' && optional ? undefined : ruleBroken(key, field, typed)),
  });
  return answer.trim() === '' ? undefined : answer;
}

async function keeps(prompt: Prompter, label: string): Promise<boolean> {
  return prompt.choose({
    message: label,
    choices: [
      { value: true, label: 'give another value' },
      { value: false, label: 'take it away' },
    ],
  });
}

function ruleBroken(key: string, field: SettingField, typed: string): string | undefined {
  const issue = typed.trim() === '' ? issueOf('missing', key, { label: field.label }) : answerIssue(key, field, typed);
  if (issue === undefined) return undefined;
  const { message, example } = issue;
  return example === undefined || message.includes(example) ? message : `${message}, for example ${example}`;
}
