import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaFinding } from '../../fields/schema-finding.ts';
import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { printable } from '../../kernel/printable.ts';
import { problem } from '../../kernel/problem.ts';
import type { Shape } from '../../model/documents/shapes.ts';

/** The most findings that are told at once. */
const most = 50;
/** Bodies up to this many values are gone through to the end; beyond it the first finding of each part is enough. */
const options = { strict: false, validateFormats: false, discriminator: true, ownProperties: true } as const;
const thorough = new Ajv2020({ ...options, allErrors: true });
const brisk = new Ajv2020(options);
const compiled = { thorough: new Map<Shape, ValidateFunction>(), brisk: new Map<Shape, ValidateFunction>() };

/** Everything about a value that its shape does not allow. `path` is where it stands in the request. */
export function findings(shape: Shape, value: unknown, path: string, how: 'thorough' | 'brisk'): readonly Found[] {
  let judge = compiled[how].get(shape);
  if (judge === undefined) {
    judge = (how === 'brisk' ? brisk : thorough).compile(shape);
    compiled[how].set(shape, judge);
  }
  if (judge(value)) return [];
  return apart(judge.errors ?? [])
    .slice(0, most)
    .map((error) => foundIn(error, path));
}

/** A finding, and whether it is about the form of the request or about a value that has the right one. */
export interface Found {
  readonly issue: Issue;
  readonly form: boolean;
}

/** Refuses a request that is of the wrong form (400), or has a value that is not taken (422). */
export function refuse(found: readonly Found[]): void {
  if (found.length === 0) return;
  const issues = found.slice(0, most).map(({ issue }) => issue);
  if (found.some(({ form }) => form)) throw problem('request.refused', { count: issues.length }, { issues });
  throw problem('input.refused', { what: 'the request', count: issues.length }, { issues });
}

/** A member that is not known here. */
export function unknownMember(name: string): Found {
  return { issue: schemaFinding('request', 'additionalProperties', { additionalProperty: name }), form: true };
}

// Where one of several forms would do, the findings about each of them say less than that none fits.
function apart(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  return errors.filter(
    ({ keyword, instancePath }) => keyword === 'anyOf' || !choices.some((it) => instancePath.startsWith(it)),
  );
}

const ofValues = new Set(['enum', 'const', 'minimum', 'maximum']);

function foundIn({ instancePath, keyword, params }: ErrorObject, at: string): Found {
  const inside = instancePath.slice(1).replaceAll('/', '.').slice(0, 200);
  const path = printable([at, inside].filter((it) => it !== '').join('.') || 'request');
  const form = !ofValues.has(keyword);
  if (keyword === 'anyOf' || keyword === 'discriminator') {
    const wanted = 'of a form that `/openapi.json` has for it';
    return { issue: issueOf('kind', path, { label: `\`${path}\``, wanted }), form };
  }
  return { issue: schemaFinding(path, keyword, params), form };
}
