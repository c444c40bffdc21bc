import { printable } from '../kernel/printable.ts';
import type { StageResult, TestResult } from '../model/probe.ts';
import { broken } from './block.ts';
import type { Column } from './column.ts';
import { hint } from './hint.ts';
import type { Paint } from './paint.ts';

/** One connection with what its live test found. */
interface Test {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly result: TestResult;
  readonly checked: boolean;
  readonly code: string;
  readonly says: string;
  readonly stage: string | null;
  readonly ms: number;
  readonly stages: readonly StageResult[];
  readonly fix: readonly string[];
}

export const empty = 'No connections to test';

export const columns: readonly Column<Test>[] = [
  { key: 'name', header: 'NAME', value: (test) => test.name },
  { key: 'type', header: 'TYPE', value: (test) => test.type },
  { key: 'result', header: 'RESULT', value: resultOf },
  { key: 'stage', header: 'STAGE', value: (test) => test.stage ?? '' },
  { key: 'ms', header: 'MS', value: (test) => String(test.ms), align: 'right' },
  { key: 'says', header: 'SAYS', value: (test) => test.says },
];

/** The tests for a person: every stage where it is one, else a line each and what is wrong below it. */
export function page(tests: readonly Test[], paint: Paint, width: number): string {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return inStages(only, paint, width);
  const names = Math.max(...tests.map(({ name }) => printable(name).length));
  const results = Math.max(...tests.map((test) => resultOf(test).length));
  const lines = tests.map((test) => {
    // Where there is no room, the time is what goes.
    const time = results + names + 10 > width ? '' : `  ${seconds(test.ms)}`;
    const head = `${mark(test, paint)(resultOf(test).padEnd(results))}  ${printable(test.name).padEnd(names)}${time}`;
    return [head.trimEnd(), ...(test.code === 'ok' ? [] : said(test, width)), ...ways(test, paint, width)].join('\n');
  });
  return `${lines.join('\n')}\n\n${total(tests)}\n`;
}

function inStages(test: Test, paint: Paint, width: number): string {
  const marks = { passed: paint.good('passed   '), failed: paint.bad('failed   '), undecided: paint.warn('undecided') };
  const stages = test.stages.map(
    ({ stage, result, ms }) => `  ${marks[result]}  ${stage.padEnd(11)}  ${seconds(ms).padStart(7)}`,
  );
  const head = `${paint.strong(printable(test.displayName))}  ${mark(test, paint)(resultOf(test))}`;
  return `${[head, ...stages, ...said(test, width)].join('\n')}\n`;
}

function said({ says }: Test, width: number): readonly string[] {
  return broken(printable(says), width - 2).map((line) => `  ${line}`);
}

function ways({ fix }: Test, paint: Paint, width: number): readonly string[] {
  return fix
    .flatMap((command) =>
      hint(command, paint, width - 2)
        .trimEnd()
        .split('\n'),
    )
    .map((line) => `  ${line}`);
}

function resultOf({ checked, result }: Test): string {
  return checked ? result : 'no check known';
}

function mark({ result, checked }: Test, paint: Paint): (text: string) => string {
  if (!checked || result === 'inconclusive') return paint.warn;
  return result === 'ok' ? paint.good : paint.bad;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function total(tests: readonly Test[]): string {
  const counts = new Map<string, number>();
  for (const test of tests) counts.set(resultOf(test), (counts.get(resultOf(test)) ?? 0) + 1);
  return [...counts].map(([result, count]) => `${count} ${result}`).join(', ');
}

/** JUnit XML for pipelines. What is not known is skipped, so that only a failure fails. */
export function draw({ items }: { readonly items: readonly Test[] }, drawing: string | undefined): string {
  if (drawing !== 'junit') return '';
  const failures = items.filter(
    ({ checked, result }) => checked && result !== 'ok' && result !== 'inconclusive',
  ).length;
  const skipped = items.filter(({ checked, result }) => !checked || result === 'inconclusive').length;
  const cases = items.map((test) => {
    const outcome =
      test.result === 'ok'
        ? ''
        : test.result === 'inconclusive'
          ? `<skipped message="${xml(test.says)}"/>`
          : `<failure type="${xml(test.result)}" message="${xml(test.says)}"/>`;
    const about = `classname="connection.${xml(test.type)}" name="${xml(test.name)}" time="${(test.ms / 1000).toFixed(3)}"`;
    return outcome === '' ? `  <testcase ${about}/>` : `  <testcase ${about}>${outcome}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="connection test" tests="${items.length}" failures="${failures}" errors="0" skipped="${skipped}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}

function xml(text: string): string {
  const entities: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return printable(text).replace(/[&<>"]/g, (sign) => entities[sign] as string);
}
