import { problem } from '../kernel/problem.ts';
import { serverUrl } from '../model/remote.ts';
import { defineCommand } from './define.ts';
import { keptFlags, keptOf, together } from './shared/serving.ts';

export default defineCommand({
  path: 'serve',
  summary: 'Serve environments to a team over HTTP',
  description:
    'The same environments, rules and audit trail behind an address. It listens on this machine alone unless told; any other address takes a certificate, or a proxy in front. People sign in with API tokens, or with access tokens of `--issuer`. `/healthz`, `/readyz` and `/metrics` tell how it is, `/openapi.json` what it takes. It ends when it is told to, after what runs is done; certificates are read anew on SIGHUP.',
  args: [],
  flags: {
    listen: { kind: 'text', placeholder: 'HOST:PORT', help: 'Where to listen; 127.0.0.1:8080 when left out' },
    ...keptFlags,
    issuer: { kind: 'text', placeholder: 'URL', help: 'Whose access tokens count, exactly as they name it' },
    audience: { kind: 'text', placeholder: 'ID', help: 'What that issuer calls this server' },
    'client-id': { kind: 'many', placeholder: 'ID', help: 'Application that may bring them; any when left out' },
    'tls-cert': { kind: 'text', placeholder: 'FILE', completes: 'file', help: 'Certificate with its chain, as PEM' },
    'tls-key': { kind: 'text', placeholder: 'FILE', completes: 'file', help: 'The key to it, as PEM' },
    'trusted-proxy': { kind: 'many', placeholder: 'CIDR', help: 'Network of a proxy whose word on callers counts' },
    'public-url': { kind: 'text', placeholder: 'URL', help: 'The address that people use, where it is another' },
    'metrics-listen': { kind: 'text', placeholder: 'HOST:PORT', help: 'An address of its own for `/metrics`' },
    'no-releases': { kind: 'switch', help: 'Never hand out a stored secret, to nobody' },
    'subscription-key-file': {
      kind: 'text',
      placeholder: 'FILE',
      completes: 'file',
      help: 'A second factor that every request has to bring along',
    },
  },
  examples: [
    { run: 'serve', does: 'on this machine alone, from the file that `serve init` made' },
    {
      run: 'serve --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem --public-url https://cinch.contoso.com:8443',
      does: 'to everybody who can reach this machine',
    },
    {
      run: 'serve --issuer https://login.contoso.com --audience cinch --client-id cinch-cli',
      does: 'to people whom an issuer vouches for',
    },
  ],

  async run({ flags }, context) {
    const { issuer, audience, 'tls-cert': cert, 'tls-key': key, 'public-url': publicUrl } = flags;
    const { 'metrics-listen': metricsListen, 'subscription-key-file': subscriptionKeyFile } = flags;
    together({ issuer, audience });
    together({ 'tls-cert': cert, 'tls-key': key });
    if (publicUrl !== undefined && serverUrl(publicUrl) === undefined)
      throw problem('usage.flag_value', {
        flag: '--public-url',
        rule: 'an address with https, or http on this machine',
      });
    const serving = await context.serving();
    const exit = await serving.run({
      kept: keptOf(flags),
      listen: address('--listen', flags.listen ?? '127.0.0.1:8080'),
      metricsListen: metricsListen === undefined ? undefined : address('--metrics-listen', metricsListen),
      trust:
        issuer === undefined || audience === undefined ? undefined : { issuer, audience, clients: flags['client-id'] },
      certificate: cert === undefined || key === undefined ? undefined : { cert, key },
      proxies: flags['trusted-proxy'],
      publicUrl,
      releases: !flags['no-releases'],
      subscriptionKeyFile,
    });
    return { kind: 'ChangeResult', data: {}, silent: true, exit };
  },
});

function address(flag: string, text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, port = ''] = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535)
    throw problem('usage.flag_value', { flag, rule: 'an address and a port', example: '127.0.0.1:8080' });
  return { host, port: Number(port) };
}
