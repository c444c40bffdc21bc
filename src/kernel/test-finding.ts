import { printable } from './printable.ts';

interface Words {
  ok: { readonly proves: 'sign-in' | 'permission' | 'target' };
  'not-listed': { readonly says: string };
  'api-version': { readonly of: string; readonly usual: string };
  'wrong-credential': { readonly host: string; readonly also?: string | undefined };
  'lacks-permission': { readonly host: string; readonly also?: string | undefined };
  'target-missing': { readonly target: string };
  'target-closed': { readonly target: string };
  'not-a-folder': { readonly target: string };
  'no-sftp': { readonly host: string };
  'host-key-changed': { readonly host: string; readonly was: string; readonly is: string };
  'no-check': { readonly label: string; readonly why: string };
  'no-secret': { readonly fields: readonly string[] };
  'awaiting-sign-in': Record<never, never>;
  'secret-unavailable': { readonly says: string };
  unsendable: { readonly field: string };
  'bad-key': { readonly field: string };
  'no-host': { readonly host: string };
  'unknown-host': { readonly host: string };
  unreachable: { readonly host: string; readonly port: number; readonly code: string };
  silent: { readonly host: string; readonly seconds: number };
  proxy: { readonly host: string; readonly status: number };
  'proxy-unusable': { readonly variable: string };
  certificate: { readonly host: string; readonly code: string };
  throttled: { readonly host: string };
  'service-fault': { readonly host: string; readonly status: number };
  redirected: { readonly host: string; readonly to: string };
  unexpected: { readonly host: string; readonly status: number; readonly also?: string | undefined };
  ended: { readonly host: string; readonly code: string };
  'no-azure-sign-in': { readonly account: string };
  'no-azure-cli': Record<never, never>;
}
export type TestFindingCode = keyof Words;

/** What a live test came upon, with a sentence about it. Never holds a secret or a word of a service's answer. */
export interface TestFinding {
  readonly code: TestFindingCode;
  readonly says: string;
}

const tick = (text: string) => `\`${printable(text)}\``;
const more = (also: string | undefined) => (also === undefined ? '' : `; ${also}`);

const words: { readonly [C in TestFindingCode]: (params: Words[C]) => string } = {
  ok: ({ proves }) =>
    ({
      'sign-in': 'the sign-in is accepted',
      permission: 'the sign-in is accepted and allowed to ask',
      target: 'the sign-in is accepted and its target is there',
    })[proves],
  'not-listed': ({ says }) => `the sign-in is accepted and allowed to ask, but ${says}`,
  'api-version': ({ of, usual }) =>
    `\`CINCH_API_VERSIONS\` names no version for ${tick(of)} that its API can have, such as \`${of}=${usual}\``,
  'wrong-credential': ({ host, also }) => `${tick(host)} does not accept the sign-in${more(also)}`,
  'lacks-permission': ({ host, also }) =>
    `${tick(host)} accepts the sign-in and does not allow what was asked${more(also)}`,
  'target-missing': ({ target }) => `the sign-in is accepted, but there is no ${tick(target)}`,
  'target-closed': ({ target }) => `the sign-in is accepted, but it may not look at ${tick(target)}`,
  'not-a-folder': ({ target }) => `the sign-in is accepted, but ${tick(target)} is no folder`,
  'no-sftp': ({ host }) => `${tick(host)} accepts the sign-in, but offers it no SFTP`,
  'host-key-changed': ({ host, was, is }) =>
    `${tick(host)} shows the host key ${is}, and the one that is known is ${was}; nothing was sent to it`,
  'no-check': ({ label, why }) => `no safe check is known for ${printable(label)}: ${why}`,
  'no-secret': ({ fields }) =>
    `${fields.map(tick).join(' and ')} ${fields.length === 1 ? 'is' : 'are'} not given, so nothing was sent`,
  'awaiting-sign-in': () => 'it awaits its sign-in, so nothing was sent',
  'secret-unavailable': ({ says }) => says,
  unsendable: ({ field }) => `${tick(field)} holds a line break or another character that cannot be sent`,
  'bad-key': ({ field }) => `${tick(field)} is no private key that can be read, or its passphrase is another`,
  'no-host': ({ host }) => `${tick(host)} is no name of a host, so nothing was sent`,
  'unknown-host': ({ host }) => `the name ${tick(host)} is not known`,
  unreachable: ({ host, port, code }) => `${tick(host)} cannot be reached on port ${port} (${code})`,
  silent: ({ host, seconds }) => `${tick(host)} did not answer within ${seconds} s`,
  proxy: ({ host, status }) => `the proxy does not lead to ${tick(host)}; it answers ${status}`,
  'proxy-unusable': ({ variable }) =>
    `\`${variable}\` holds no address of a proxy that begins with http:// or https://`,
  certificate: ({ host, code }) => `the certificate of ${tick(host)} is not trusted (${code})`,
  throttled: ({ host }) => `${tick(host)} takes no more calls for the moment`,
  'service-fault': ({ host, status }) => `${tick(host)} has a fault of its own; it answers ${status}`,
  redirected: ({ host, to }) => `${tick(host)} leads on to ${tick(to)}, which is not followed`,
  unexpected: ({ host, status, also }) =>
    `${tick(host)} answers ${status} in a way that tells nothing about the sign-in${more(also)}`,
  ended: ({ host, code }) => `${tick(host)} ended the call halfway (${code})`,
  'no-azure-sign-in': ({ account }) =>
    `the connection holds no secret, and no sign-in of your own is named for ${tick(account)}: set \`AZURE_STORAGE_AUTH_MODE=login\`, or \`AZURE_STORAGE_ACCOUNT\` with \`AZURE_STORAGE_KEY\` or \`AZURE_STORAGE_SAS_TOKEN\``,
  'no-azure-cli': () => 'the sign-in of `az login` cannot be had; run it again',
};

export function testFinding<C extends TestFindingCode>(code: C, params: Words[C]): TestFinding {
  return { code, says: words[code](params) };
}
