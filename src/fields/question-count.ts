import type { Field, Fields, Settings } from './field.ts';
import { nextQuestion } from './question.ts';

/** From the least to the most, by what is answered. */
export type Range = readonly [least: number, most: number];

/** How many questions fields come to, and how many of those are for a secret. */
export interface QuestionCount {
  readonly questions: Range;
  readonly secrets: Range;
}

/** Counts over every answer that decides which fields apply. */
export function questionCount(fields: Fields): QuestionCount {
  const ways = waysThrough(fields, {}, new Set());
  const secrets = ways.map((way) => way.filter((key) => fields[key]?.kind === 'secret').length);
  return { questions: rangeOf(ways.map((way) => way.length)), secrets: rangeOf(secrets) };
}

function waysThrough(fields: Fields, settings: Settings, asked: ReadonlySet<string>): readonly (readonly string[])[] {
  const key = nextQuestion(fields, settings, asked);
  if (key === undefined) return [[...asked]];
  const after = new Set([...asked, key]);
  const answers = deciding(fields, key);
  return answers.flatMap((answer) => {
    const { [key]: _, ...others } = settings;
    return waysThrough(fields, answer === undefined ? others : { ...others, [key]: answer }, after);
  });
}

/** The answers to a field that make a difference to others: those that conditions name, and any other. */
function deciding(fields: Fields, key: string): readonly (string | boolean | undefined)[] {
  const field = fields[key] as Field;
  const named = Object.values(fields).flatMap(({ when }) => (when?.field === key ? [when.is].flat() : []));
  if (named.length === 0) return [undefined];
  if (field.kind === 'choice') return field.choices.map(({ value }) => value);
  return field.kind === 'switch' ? [true, false] : [...new Set(named), undefined];
}

function rangeOf(counts: readonly number[]): Range {
  return [Math.min(...counts), Math.max(...counts)];
}
