import type { Issue, IssueCode, Place } from './issue.ts';
import { printable } from './printable.ts';

interface Detail {
  readonly label?: string | undefined;
  readonly key?: string | undefined;
  readonly says?: string | undefined;
  readonly help?: string | undefined;
  readonly example?: string | undefined;
  readonly nearest?: string | undefined;
  readonly known?: readonly string[] | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly longest?: number | undefined;
  readonly wanted?: string | undefined;
  /** Where the same was said before. */
  readonly before?: Place | undefined;
  /** What goes round in a circle, or more than what was asked for. */
  readonly through?: readonly string[] | undefined;
  readonly when?: { readonly field: string; readonly is: unknown } | undefined;
}

// The words of every finding about input, once. What was typed is never repeated: it may be a secret in the wrong place.
const words: Record<IssueCode, (detail: Detail) => string> = {
  missing: ({ label, help }) =>
    help === undefined ? `${label} is missing` : `${label} is missing: ${lowerFirst(help)}`,
  unknown: ({ key, nearest, known = [] }) =>
    nearest !== undefined
      ? `there is no field \`${clip(key)}\`; did you mean \`${nearest}\`?`
      : known.length === 0
        ? `there is no field \`${clip(key)}\`, and nothing can be set here`
        : `there is no field \`${clip(key)}\`; there are ${known.map((it) => `\`${it}\``).join(', ')}`,
  format: ({ label, says }) => `${label} has to be ${says}`,
  choice: ({ label, choices = [], nearest }) =>
    `${label} has to be one of ${choices.join(', ')}${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  range: ({ label, min, max }) =>
    `${label} has to be a whole number${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}`,
  empty: ({ label }) => `${label} is empty; leave it out instead, or unset it`,
  'too-long': ({ label, longest }) => `${label} is longer than ${longest} characters; give a shorter one`,
  'control-character': ({ label }) =>
    `${label} holds a control character or a mark that turns the direction of text; type it again without`,
  'not-applicable': ({ label, when }) =>
    when === undefined
      ? `${label} does not apply here`
      : `${label} applies only while \`${when.field}\` is ${[when.is].flat().join(' or ')}`,
  'secret-as-setting': ({ key, label }) =>
    `${label} is a secret and is never given as a value; use \`--secret ${key}=env:VAR\`, \`file:PATH\` or \`stdin\``,
  'secret-in-file': ({ label }) =>
    `${label} is a secret and is never written here; under \`secrets\` write \`stored\`, \`env:VARIABLE\` or \`file:PATH\``,
  kind: ({ label, wanted }) => `${label} has to be ${wanted}`,
  syntax: ({ says }) => `this cannot be read: ${says}`,
  twice: ({ label, before }) =>
    `${label} is there already${before === undefined ? '' : `, in ${printable(before.file)} at line ${before.line}`}`,
  'no-such': ({ label, key, nearest }) =>
    `there is no ${label} \`${clip(key)}\`${nearest === undefined ? '' : `; did you mean \`${printable(nearest)}\`?`}`,
  placeholder: ({ key, nearest }) =>
    `\`\${${clip(key)}}\` has no value${nearest === undefined ? '' : `; did you mean \`\${${printable(nearest)}}\`?`}`,
  cycle: ({ through = [] }) =>
    `these values need each other: ${through.map((key) => `\`\${${clip(key)}}\``).join(', ')}`,
  refused: ({ label, says }) => `${label} ${says}`,
};

/** The same finding, with the place where it stands. */
export function placed(issue: Issue, at: Place): Issue {
  return { ...issue, at };
}

/** A finding in the words of its code. `detail` fills the sentence; `example` is handed on. */
export function issueOf(code: IssueCode, path: string, detail: Detail): Issue {
  const { example, label, help } = detail;
  return {
    path,
    code,
    message: words[code](detail),
    ...(code === 'missing' ? { help: help ?? label ?? '' } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

function clip(key: string | undefined): string {
  return printable((key ?? '').slice(0, 60));
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence[0]?.toLowerCase() + sentence.slice(1) : sentence;
}
