import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createProber } from '../../../src/adapters/probes/prober.ts';
import { catalog } from '../../../src/catalog/index.ts';
import { probeOf } from '../../../src/catalog/probe-of.ts';
import type { HttpStep } from '../../../src/fields/probe.ts';
import { type SecretValue, secretValue } from '../../../src/kernel/secret-value.ts';
import type { ProbeReport, ProbeTask } from '../../../src/model/probe.ts';
import { named } from '../../../src/model/probe-request.ts';
import { createCanary } from '../../support/canary.ts';
import { type Answer, openServices, type Services } from '../../support/services.ts';
import { recorded } from './recorded.ts';

let services: Services;
beforeAll(async () => {
  services = await openServices([
    ...Object.values(recorded).flatMap(({ hosts }) => hosts),
    'evil.example',
    '127.0.0.1',
  ]);
});
afterAll(() => services.close());
beforeEach(() => {
  services.came.length = 0;
  services.hosts.length = 0;
});

const types = Object.keys(recorded);
const canary = createCanary('the secret', (core) => core);

function prober(env: Record<string, string> = { HTTPS_PROXY: services.proxy }, seconds = 20) {
  const azure = async () => {
    throw new Error('nothing here asks for that');
  };
  return createProber({ ways: { env, ca: services.ca }, nowMs: () => performance.now(), seconds, azure });
}

async function taskOf(type: string, more: Partial<ProbeTask> = {}): Promise<ProbeTask> {
  const { settings = {}, secrets } = recorded[type] as (typeof recorded)[string];
  return {
    label: type,
    probe: await probeOf(type),
    settings,
    tenant: null,
    secrets: Object.fromEntries(secrets.map((field): [string, SecretValue] => [field, secretValue(canary.text)])),
    awaitsSignIn: false,
    hostKey: null,
    ...more,
  };
}

/** Tests one against these answers, a step each. */
async function against(
  type: string,
  answers: readonly (Answer | 'silent' | 'reset' | 'cut')[],
  more: Partial<ProbeTask> = {},
  seconds?: number,
): Promise<ProbeReport> {
  let step = 0;
  services.answer = () => answers[step++] ?? { status: 500 };
  const [report] = await prober(undefined, seconds).probe([async () => taskOf(type, more)]);
  expect([type, canary.seenIn(JSON.stringify(report))]).toEqual([type, undefined]);
  return report as ProbeReport;
}

describe('each service that documents its answers', () => {
  test.each(types)('%s: a good secret is ok, and goes only where it belongs', async (type) => {
    const { success, hosts } = recorded[type] as (typeof recorded)[string];

    const report = await against(type, success);

    expect([type, report.result, report.finding]).toEqual([type, 'ok', expect.objectContaining({ code: 'ok' })]);
    expect(report.stages.map(({ stage, result }) => `${stage} ${result}`).slice(0, 5)).toEqual([
      'secret passed',
      'name lookup passed',
      'reach passed',
      'tls passed',
      'sign-in passed',
    ]);
    expect(services.hosts).toEqual(hosts);
    expect(services.came.map(({ host }) => host)).toEqual(hosts);
  });

  test.each(types)('%s: a wrong credential is told as one, after one attempt', async (type) => {
    const { wrong } = recorded[type] as (typeof recorded)[string];

    const report = await against(type, wrong);

    expect([type, report.result, report.stages.at(-1)]).toEqual([
      type,
      'wrong credential',
      expect.objectContaining({ stage: 'sign-in', result: 'failed' }),
    ]);
    expect(services.came).toHaveLength(wrong.length);
  });

  test.each(types.filter((type) => recorded[type]?.lacks !== undefined))(
    '%s: a lack of permission is told as one',
    async (type) => {
      const report = await against(type, recorded[type]?.lacks ?? []);

      expect([type, report.result, report.stages.at(-1)]).toEqual([
        type,
        'lacks permission',
        expect.objectContaining({ stage: 'permission', result: 'failed' }),
      ]);
    },
  );

  test.each(types.filter((type) => recorded[type]?.missing !== undefined))(
    '%s: a missing target is told as one',
    async (type) => {
      const report = await against(type, recorded[type]?.missing ?? []);

      expect([type, report.result, report.stages.at(-1)?.stage]).toEqual([type, 'target missing', 'target']);
    },
  );

  const busy = [429, 500, 503].flatMap((status) => types.map((type) => [type, status] as const));
  test.each(busy)('%s: %i tells nothing about the secret, whatever its body says', async (type, status) => {
    const body = { error: 'invalid_grant', errors: [{ code: '601' }], Code: 100 };

    const report = await against(type, [{ status, body, headers: { 'retry-after': '3600' } }]);

    expect([type, report.result, report.finding.code]).toEqual([
      type,
      'inconclusive',
      status === 429 ? 'throttled' : 'service-fault',
    ]);
    expect(services.came).toHaveLength(1);
  });
});

describe('what a service retires or leaves out', () => {
  const listed = (...resourceNames: string[]) => [recorded['google-ads']?.success[0] as Answer, ok({ resourceNames })];
  const ok = (body: object): Answer => ({ status: 200, body });

  test('a customer that is not among those of Google Ads is told, and fails nothing', async () => {
    const there = await against('google-ads', listed('customers/1', 'customers/1234567890'));
    const absent = await against('google-ads', listed('customers/1'));

    expect([there.result, there.finding.code]).toEqual(['ok', 'ok']);
    expect([absent.result, absent.finding.code]).toEqual(['ok', 'not-listed']);
  });

  test.each([
    ['google-ads', 'v27', 1, '/v27/customers:listAccessibleCustomers'],
    ['criteo', '2026-10', 1, '/2026-10/marketing-solutions/me'],
    ['facebook-ads-manager', 'v26.0', 0, '/v26.0/me?fields=id%2Cname'],
    ['klaviyo', '2027-01-15', 0, '/api/accounts'],
    ['linkedin-ads', '202701', 1, '/rest/adAccounts/507654321'],
  ])('%s is asked in another version of its API where one is named', async (type, version, step, path) => {
    const env = { HTTPS_PROXY: services.proxy, CINCH_API_VERSIONS: `other=x ${type}=${version}` };
    let at = 0;
    services.answer = () => recorded[type]?.success[at++] ?? { status: 500 };

    const [report] = await prober(env).probe([() => taskOf(type)]);

    const { headers } = services.came[step] as (typeof services.came)[number];
    expect([report?.result, services.came[step]?.path]).toEqual(['ok', path]);
    expect(`${path} ${headers.revision} ${headers['linkedin-version']}`).toContain(version);
  });

  test('what no version can be is sent nowhere', async () => {
    const env = { HTTPS_PROXY: services.proxy, CINCH_API_VERSIONS: 'google-ads=../../evil' };

    const [report] = await prober(env).probe([() => taskOf('google-ads')]);

    expect([report?.result, report?.finding.code]).toEqual(['inconclusive', 'api-version']);
    expect(services.hosts).toEqual([]);
  });
});

describe('what is no answer', () => {
  const html = '<html><body>Sign in to the network</body></html>';
  test.each<readonly [string, Answer | 'silent' | 'reset' | 'cut', string]>([
    [
      'a page of a captive network',
      { status: 200, headers: { 'content-type': 'text/html' }, body: html },
      'unexpected',
    ],
    ['an answer of another service', { status: 200, body: { hello: 'world' } }, 'unexpected'],
    ['a body without end', { status: 200, body: { scopes: ['x'.repeat(300_000)] } }, 'unexpected'],
    ['a cut-off body', 'cut', 'ended'],
    ['a reset', 'reset', 'ended'],
    ['a bad request', { status: 400, body: {} }, 'unexpected'],
    ['an address it does not know', { status: 404, body: {} }, 'unexpected'],
  ])('%s is inconclusive', async (_, answer, code) => {
    const report = await against('sendgrid', [answer]);

    expect([report.result, report.finding.code]).toEqual(['inconclusive', code]);
    expect(services.came).toHaveLength(1);
  });

  test('a silent server ends at the deadline', async () => {
    const report = await against('sendgrid', ['silent'], {}, 0.3);

    expect([report.result, report.finding.code, report.stages.at(-1)?.stage]).toEqual([
      'inconclusive',
      'silent',
      'sign-in',
    ]);
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i) to another host is not followed', async (status) => {
    const report = await against('sendgrid', [{ status, headers: { location: 'https://evil.example/v3/scopes' } }]);

    expect([report.result, report.finding.says]).toEqual([
      'inconclusive',
      '`api.sendgrid.com` leads on to `evil.example`, which is not followed',
    ]);
    expect(services.hosts).toEqual(['api.sendgrid.com']);
  });

  test.each(['a\r\nx-evil: 1', 'ü', ''])('a token that cannot be sent goes nowhere: %j', async (access_token) => {
    const report = await against('campaign-monitor', [{ status: 200, body: { access_token } }]);

    expect([report.result, report.finding.code]).toEqual(['inconclusive', 'unexpected']);
    expect(services.came).toHaveLength(1);
  });

  test.each(['evil.example/?', 'us6.evil', 'US6\n'])(
    'a data centre that is none becomes no part of a host name: %j',
    async (dc) => {
      const report = await against('mailchimp', [{ status: 200, body: { dc } }]);

      expect(report.result).toBe('inconclusive');
      expect(services.hosts).toEqual(['login.mailchimp.com']);
    },
  );
});

describe('what is sent', () => {
  test.each([
    'x\r\nhost: evil.example',
    '-oProxyCommand=x',
    'a b.example',
    'evil.example/path',
    'me@evil.example',
    '\u001b[2J',
    '',
  ])('a host name %j goes nowhere', async (restEndpointHostname) => {
    const report = await against('braze', [], { settings: { restEndpointHostname } });

    expect([report.result, report.finding.code]).toEqual(['inconclusive', 'no-host']);
    expect(services.hosts).toEqual([]);
  });

  test('a secret with a line break in it is refused before anything is sent', async () => {
    const secrets = { apiKey: secretValue(`${canary.text}\r\nx-evil: 1`) };

    const report = await against('sendgrid', [], { secrets });

    expect([report.result, report.finding.code]).toEqual(['wrong credential', 'unsendable']);
    expect(services.hosts).toEqual([]);
  });

  test('a sign-in that was refused is not tried again for another connection, and one elsewhere is', async () => {
    services.answer = () => ({ status: 401 });
    const braze = (host: string) => taskOf('braze', { settings: { restEndpointHostname: host } });
    const at = 'rest.iad-03.braze.com';

    const reports = await prober().probe([
      ...[1, 2, 3, 4].map(() => () => braze(at)),
      () => taskOf('hubspot'),
      () => taskOf('hubspot', { secrets: { apiKey: secretValue('another') } }),
    ]);

    expect(reports.map(({ result }) => result)).toEqual(Array(6).fill('wrong credential'));
    expect([...services.hosts].sort()).toEqual(['api.hubapi.com', 'api.hubapi.com', at]);
  });

  test('nothing goes without the secret that it takes', async () => {
    const report = await against('google-ads', [], { secrets: {}, awaitsSignIn: true });

    expect([report.result, report.finding.code]).toEqual(['inconclusive', 'awaiting-sign-in']);
    expect(services.hosts).toEqual([]);
  });

  test('a path keeps a setting from leaving its place', async () => {
    await against('linkedin-ads', [...(recorded['linkedin-ads']?.success ?? [])], {
      settings: { clientId: 'app-1', accountId: '../../v2/me?x=' },
    });

    expect(services.came[1]?.path).toBe('/rest/adAccounts/..%2F..%2Fv2%2Fme%3Fx%3D');
  });

  test("an app without a secret sends none, and the organisation is the connection's", async () => {
    const { 'dynamics-365-sales': sales } = recorded;
    await against('dynamics-365-sales', sales?.success ?? [], {
      tenant: 'contoso.onmicrosoft.com',
      secrets: { refreshToken: secretValue(canary.text) },
    });

    expect(services.came[0]?.path).toBe('/contoso.onmicrosoft.com/oauth2/v2.0/token');
    expect(Object.fromEntries(new URLSearchParams(services.came[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: canary.text,
      client_id: 'app-1',
      scope: 'https://contoso.crm4.dynamics.com/.default offline_access',
    });
    expect(JSON.stringify(services.came[1])).not.toContain(canary.text);
  });

  test('a refresh token that is replaced is handed back, also where the rest fails', async () => {
    const token = { status: 200, body: { access_token: 'a', refresh_token: 'another' } };

    const report = await against('campaign-monitor', [token, { status: 500 }]);

    expect([report.result, report.renewed?.refreshToken?.reveal()]).toEqual(['inconclusive', 'another']);
  });
});

describe('the way out', () => {
  test('leads through no proxy to hosts that are spared', async () => {
    const env = { HTTPS_PROXY: services.proxy, NO_PROXY: 'example.com, .braze.com' };
    const settings = { restEndpointHostname: 'absent.braze.com' };
    const [report] = await prober(env, 5).probe([() => taskOf('braze', { settings })]);

    expect([report?.result, services.hosts]).toEqual(['inconclusive', []]);
  });

  test('may have an IPv6 address', async () => {
    const [report] = await prober({ HTTPS_PROXY: 'http://[::1]:9' }, 5).probe([() => taskOf('sendgrid')]);

    expect([report?.finding.code, report?.stages.at(-1)?.stage]).toEqual(['unreachable', 'reach']);
  });

  test('a certificate that nobody vouches for is not trusted', async () => {
    const trusting = createProber({
      ways: { env: { HTTPS_PROXY: services.proxy } },
      nowMs: () => performance.now(),
      seconds: 20,
      azure: async () => Promise.reject(new Error('unused')),
    });

    const [report] = await trusting.probe([() => taskOf('sendgrid')]);

    expect([report?.result, report?.finding.code, report?.stages.at(-1)?.stage]).toEqual([
      'inconclusive',
      'certificate',
      'tls',
    ]);
    expect(services.came).toEqual([]);
  });

  test('a certificate of another host is not trusted', async () => {
    const settings = { restEndpointHostname: 'other.example' };
    const [report] = await prober().probe([() => taskOf('braze', { settings })]);

    expect([report?.result, report?.finding.code]).toEqual(['inconclusive', 'certificate']);
    expect(services.came).toEqual([]);
  });

  test.each([`socks://ana:${canary.text}@127.0.0.1`, `http://ana:${canary.text}%zz@127.0.0.1:9`])(
    'what is no address of a proxy is told, and its password is not',
    async (HTTPS_PROXY) => {
      const [report] = await prober({ HTTPS_PROXY }).probe([() => taskOf('sendgrid')]);

      expect([report?.result, report?.finding.code]).toEqual(['inconclusive', 'proxy-unusable']);
      expect(canary.seenIn(JSON.stringify(report))).toBeUndefined();
    },
  );
});

describe('the declarations', () => {
  test('every type that can be added has a check, or says why there is none', async () => {
    const addable = catalog.filter((entry) => entry.addable);
    const kinds = await Promise.all(addable.map(async ({ id }) => [id, (await probeOf(id)).kind] as const));

    expect(kinds.filter(([, kind]) => kind !== 'none').length).toBeGreaterThanOrEqual(33);
    expect(kinds.filter(([, kind]) => kind === 'http').length).toBeGreaterThanOrEqual(25);
    for (const [id, kind] of kinds) if (kind === 'http') expect(types).toContain(id);
    for (const [id] of kinds) {
      const probe = await probeOf(id);
      if (probe.kind === 'none') expect([id, probe.why]).toEqual([id, expect.not.stringContaining('its declaration')]);
    }
  });

  test('a secret stands only where it travels, and every place that a text names is there', async () => {
    for (const { id, load } of catalog) {
      const probe = await probeOf(id);
      const { fields } = await load();
      if (probe.kind === 'none') continue;
      for (const field of probe.needs) expect([id, Object.keys(fields)]).toEqual([id, expect.arrayContaining([field])]);
      if (probe.kind !== 'http') continue;
      const taken = new Map<string, boolean>();
      for (const step of probe.steps as readonly HttpStep[]) {
        const open = [step.host, step.path, ...Object.values(step.query ?? {}), ...Object.values(step.headers ?? {})];
        const { sends } = step;
        const closed =
          'values' in sends
            ? Object.values(sends.values)
            : 'value' in sends
              ? [sends.value]
              : [sends.user, sends.password];
        const isSecret = (name: string) => fields[name]?.kind === 'secret' || taken.get(name) === true;
        const known = (name: string) =>
          name in fields || taken.has(name) || name === 'tenant' || (name === 'version' && 'version' in probe);
        expect([id, open.flatMap(named).filter(isSecret)]).toEqual([id, []]);
        expect([
          id,
          [...open, ...closed, ...Object.values(step.form ?? {})].flatMap(named).filter((name) => !known(name)),
        ]).toEqual([id, []]);
        for (const [name, it] of Object.entries(step.takes ?? {})) taken.set(name, 'secret' in it);
      }
    }
  });

  test('a host that a setting names is a target, so that changing it asks the secret again (D14)', async () => {
    for (const { id, load } of catalog) {
      const probe = await probeOf(id);
      const { fields } = await load();
      const hosts =
        probe.kind === 'http'
          ? probe.steps.map(({ host }) => host)
          : probe.kind === 'sftp'
            ? [probe.host]
            : probe.kind === 'storage'
              ? [probe.account]
              : [];
      for (const name of hosts.flatMap(named).filter((it) => it in fields)) {
        expect([id, name, fields[name]?.target]).toEqual([id, name, true]);
      }
    }
  });
});
