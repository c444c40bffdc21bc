import { exampleOf } from '../../../fields/example.ts';
import type { Field } from '../../../fields/field.ts';
import { questionHint } from '../../../fields/question.ts';
import { wrap } from '../../../kernel/wrap.ts';
import { type Definition, type OwnKey, secretKeys } from './definition.ts';

type ToYaml = (key: string, value: unknown) => readonly string[];

const ofSecrets =
  'Secrets, never their values: `stored` leaves one as it is, env:VARIABLE, file:PATH or keyvault:NAME says where another is read from';

/** The file: every field with what it is for; those that are not set are commented out. */
export async function writeDefinition(definition: Definition): Promise<string> {
  const { stringify } = await import('yaml');
  const toYaml: ToYaml = (key, value) =>
    stringify({ [key]: value }, { lineWidth: 0 })
      .trimEnd()
      .split('\n');
  const { head, first, last, fields, settings, secrets } = definition;
  const hidden = secretKeys(definition);
  const shown = Object.keys(fields).filter((key) => !hidden.includes(key));
  const settingLines = (key: string) => {
    const field = fields[key] as Field;
    const value = settings[key];
    return [...about(field), ...(value === undefined ? [`# ${key}: ${exampleOf(field)}`] : toYaml(key, value))];
  };
  const secretLines = (key: string) => {
    const field = fields[key] as Field;
    const place = secrets[key];
    return [...about(field), ...(place === undefined ? [`# ${key}: ${placeOf(field)}`] : toYaml(key, place))];
  };
  const parts = [
    head.flatMap(comment),
    ...first.map((own) => ownLines(own, toYaml)),
    ...section('settings:', shown.map(settingLines)),
    ...section('secrets:', hidden.map(secretLines), comment(ofSecrets)),
    ...last.map((own) => ownLines(own, toYaml)),
  ];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

/** What a secret that is not there can be read from. */
export function placeOf(field: Field | undefined): string {
  return field?.kind === 'secret' && field.shape === 'private-key' ? 'file:PATH' : 'env:VARIABLE';
}

/** A head and what stands under it, the first of it without an empty line between. */
function section(head: string, parts: readonly (readonly string[])[], before: readonly string[] = []) {
  const [first, ...rest] = parts.map((part) => part.map((line) => `  ${line}`));
  return first === undefined ? [] : [[...before, head, ...first], ...rest];
}

function ownLines({ key, label, help, value }: OwnKey, toYaml: ToYaml): readonly string[] {
  return [...comment(`${label}: ${help}`), ...toYaml(key, value)];
}

function about(field: Field): readonly string[] {
  const { label, optional, when, target } = field;
  const usual = 'default' in field && field.default !== undefined ? `${field.default} when left out` : '';
  const condition = when === undefined ? '' : `only while ${when.field} is ${[when.is].flat().join(' or ')}`;
  const again = target === true ? 'when this changes, stored secrets are asked again' : '';
  const nature = [optional === true ? 'may be left out' : usual, condition, again].filter((it) => it !== '').join(', ');
  const choices = field.kind === 'choice' ? field.choices : [];
  return [
    ...comment(`${label}: ${questionHint(field)}`),
    ...choices.flatMap(({ value, label: means }) => comment(`  ${value}${means === value ? '' : ` (${means})`}`)),
    ...(nature === '' ? [] : comment(nature)),
  ];
}

function comment(text: string): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  return wrap(text, 76).map((line) => `# ${indent}${line}`);
}
