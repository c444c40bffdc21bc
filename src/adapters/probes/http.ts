import { request } from 'node:http';
import { secretValue } from '../../kernel/secret-value.ts';
import { testFinding } from '../../kernel/test-finding.ts';
import type { ProbeReport, ProbeTask, Stage } from '../../model/probe.ts';
import { type HttpAnswer, judgeAnswer, memberAt } from '../../model/probe-answer.ts';
import { filled, type HttpRequest, named, requestOf } from '../../model/probe-request.ts';
import { codeOf, type Line } from './line.ts';
import { secureLine, type Ways } from './secure-line.ts';
import { ended, type Stages, within } from './stages.ts';

type HttpProbe = Extract<ProbeTask['probe'], { kind: 'http' }>;
type Step = HttpProbe['steps'][number];

interface Running {
  readonly stages: Stages;
  readonly signal: AbortSignal;
  readonly seconds: number;
  readonly ways: Ways;
}

const bodyLimit = 256 * 1024;

/** Asks a service what it thinks of a sign-in: one attempt, nothing tried again, no redirect followed. */
export async function probeHttp(task: ProbeTask, probe: HttpProbe, running: Running): Promise<ProbeReport> {
  const { stages } = running;
  const values: Record<string, string> = { ...opened(task), ...versionOf(probe, running.ways.env) };
  let renewed: ProbeReport['renewed'];
  let report: ProbeReport | undefined;
  for (const step of probe.steps) {
    const asked = requestOf(step, values);
    if (asked === undefined) {
      const host = filled(step.host, values) ?? '';
      throw ended('name lookup', 'inconclusive', testFinding('no-host', { host: host.slice(0, 100) }));
    }
    const answer = await answered(asked, running);
    const target = named(step.path)
      .map((field) => values[field] ?? '')
      .join('/');
    const { means, finding } = judgeAnswer(step, asked.host, target, answer);
    renewed = renewedBy(values, answer) ?? renewed;
    if (means !== 'ok') return withRenewed(refused(stages, means, finding), renewed);
    if (!take(step, values, answer)) {
      const { host } = asked;
      const unexpected = testFinding('unexpected', { host, status: answer.status });
      return withRenewed(stages.report('inconclusive', unexpected, 'sign-in'), renewed);
    }
    if (step.proves !== 'sign-in') stages.passed('permission');
    if (step.proves === 'target') stages.passed('target');
    report = stages.report('ok', isListed(step, values, answer) ? finding : notListed(step));
  }
  return withRenewed(report as ProbeReport, renewed);
}

function opened({ settings, tenant, secrets }: ProbeTask): Record<string, string> {
  const values: Record<string, string> = { tenant: tenant ?? 'organizations' };
  for (const [field, value] of Object.entries(settings)) values[field] = [value].flat().join(',');
  for (const [field, secret] of Object.entries(secrets)) {
    const value = secret.reveal().trim();
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw ended('secret', 'wrong credential', testFinding('unsendable', { field }));
    }
    values[field] = value;
  }
  return values;
}

// Vendors retire versions faster than a release of ours comes.
function versionOf({ version }: HttpProbe, env: Ways['env']): Record<string, string> {
  if (version === undefined) return {};
  const { of, usual, matches } = version;
  const named = (env.CINCH_API_VERSIONS ?? '').split(/[\s,]+/).find((it) => it.startsWith(`${of}=`));
  const value = named?.slice(of.length + 1) ?? usual;
  if (!new RegExp(matches).test(value))
    throw ended('secret', 'inconclusive', testFinding('api-version', { of, usual }));
  return { version: value };
}

function isListed({ lists }: Step, values: Record<string, string>, { json }: HttpAnswer): boolean {
  if (lists === undefined) return true;
  const expected = filled(lists.value, values);
  const found = memberAt(json, lists.at);
  const bare = (text: unknown) => String(text).replaceAll('-', '');
  return expected === undefined || (Array.isArray(found) && found.some((it) => bare(it) === bare(expected)));
}

function notListed({ lists }: Step) {
  return testFinding('not-listed', { says: lists?.says ?? '' });
}

function refused(
  stages: Stages,
  means: Exclude<ProbeReport['result'], 'ok'>,
  finding: ProbeReport['finding'],
): ProbeReport {
  const at: Stage = means === 'lacks permission' ? 'permission' : means === 'target missing' ? 'target' : 'sign-in';
  if (at === 'target') stages.passed('permission');
  return stages.report(means, finding, at);
}

// A service may hand out another refresh token with every use; the old one then serves no more.
function renewedBy({ refreshToken: used }: Record<string, string>, { json }: HttpAnswer): ProbeReport['renewed'] {
  const token = memberAt(json, 'refresh_token');
  if (used === undefined || typeof token !== 'string' || token === '' || token === used) return undefined;
  return { refreshToken: secretValue(token), used: secretValue(used) };
}

function withRenewed(report: ProbeReport, renewed: ProbeReport['renewed']): ProbeReport {
  return renewed === undefined ? report : { ...report, renewed };
}

function take({ takes = {} }: Step, values: Record<string, string>, { json }: HttpAnswer): boolean {
  for (const [name, it] of Object.entries(takes)) {
    const found = memberAt(json, it.at);
    const form = 'matches' in it ? new RegExp(it.matches) : /^[\t\x20-\x7e]+$/;
    if (typeof found !== 'string' || !form.test(found)) return false;
    values[name] = found;
  }
  return true;
}

async function answered(asked: HttpRequest, { stages, signal, seconds, ways }: Running): Promise<HttpAnswer> {
  const line: Line = { host: asked.host, port: asked.port, signal, seconds, stages };
  const socket = await secureLine(line, ways);
  try {
    return await stages.during('sign-in', () =>
      within(signal, 'sign-in', asked.host, seconds, exchange(asked, socket)),
    );
  } finally {
    socket.destroy();
  }
}

type Socket = Awaited<ReturnType<typeof secureLine>>;

function exchange({ method, host, port, path, headers, body }: HttpRequest, socket: Socket): Promise<HttpAnswer> {
  const halfway = (code: string) => ended('sign-in', 'inconclusive', testFinding('ended', { host, code }));
  return new Promise((resolve, reject) => {
    const authority = port === 443 ? host : `${host}:${port}`;
    const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const call = request({
      method,
      path,
      headers: { host: authority, ...headers, ...length, connection: 'close' },
      createConnection: () => socket,
    });
    call.on('error', (error) => reject(halfway(codeOf(error))));
    call.once('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > bodyLimit) {
          reject(
            ended('sign-in', 'inconclusive', testFinding('unexpected', { host, status: response.statusCode ?? 0 })),
          );
          response.destroy();
        }
      });
      response.on('error', (error) => reject(halfway(codeOf(error))));
      response.once('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, json: jsonOf(text), location: response.headers.location });
      });
    });
    call.end(body);
  });
}

// A parser's error can quote what it read, so none leaves this place.
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
