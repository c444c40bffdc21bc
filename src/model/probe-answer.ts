import type { AnswerRule, HttpStep, Verdict } from '../fields/probe.ts';
import { type TestFinding, testFinding } from '../kernel/test-finding.ts';

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  /** The body where it is JSON. */
  readonly json: unknown;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

export interface Judgement {
  readonly means: Verdict;
  readonly finding: TestFinding;
}

/** What an answer means: too busy and broken first, then what the service means otherwise than everybody, then its status. */
export function judgeAnswer(step: HttpStep, host: string, target: string, answer: HttpAnswer): Judgement {
  const { status, json } = answer;
  if (status === 429) return { means: 'inconclusive', finding: testFinding('throttled', { host }) };
  if (status >= 500) return { means: 'inconclusive', finding: testFinding('service-fault', { host, status }) };
  const rule = step.answers?.find((it) => fits(it, answer));
  if (rule !== undefined) return worded(rule.means, { host, target, status, also: rule.says });
  if (status === 401) return worded('wrong credential', { host, target, status });
  if (status === 403) return worded('lacks permission', { host, target, status });
  if (status === 404 && step.proves === 'target') return worded('target missing', { host, target, status });
  if (status >= 300 && status < 400) {
    const to = answer.location ?? '';
    const name = URL.canParse(to, `https://${host}`) ? new URL(to, `https://${host}`).hostname : 'elsewhere';
    return { means: 'inconclusive', finding: testFinding('redirected', { host, to: name }) };
  }
  const itself =
    status >= 200 && status < 300 && (step.has === '' ? json !== undefined : memberAt(json, step.has) !== undefined);
  if (itself) return { means: 'ok', finding: testFinding('ok', { proves: step.proves }) };
  return worded('inconclusive', { host, target, status });
}

interface Case {
  readonly host: string;
  readonly target: string;
  readonly status: number;
  readonly also?: string | undefined;
}

function worded(means: Exclude<Verdict, 'ok'>, it: Case): Judgement {
  switch (means) {
    case 'wrong credential':
      return { means, finding: testFinding('wrong-credential', it) };
    case 'lacks permission':
      return { means, finding: testFinding('lacks-permission', it) };
    case 'target missing':
      return { means, finding: testFinding('target-missing', it) };
    default:
      return { means, finding: testFinding('unexpected', it) };
  }
}

function fits({ status, body }: AnswerRule, answer: HttpAnswer): boolean {
  if (status !== undefined && ![status].flat().includes(answer.status)) return false;
  if (body === undefined) return true;
  const found = memberAt(answer.json, body.at);
  if ('from' in body.is) return typeof found === 'number' && found >= body.is.from && found <= body.is.to;
  return body.is.some((it) => it === found || String(it) === String(found));
}

/** A member of JSON by its path, in whatever case services write it. */
export function memberAt(json: unknown, path: string): unknown {
  let at = json;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    const key = Object.keys(at).find((it) => it.toLowerCase() === name.toLowerCase());
    if (key === undefined) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at ?? undefined;
}
