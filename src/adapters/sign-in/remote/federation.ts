import { readFileSync } from 'node:fs';
import { problem } from '../../../kernel/problem.ts';
import { secretValue } from '../../../kernel/secret-value.ts';
import { entraTenant } from '../../../model/entra-tenant.ts';
import type { RemoteSignIn } from '../../../model/remote.ts';
import { answerOf } from '../answer.ts';
import type { Assertion } from './app-grant.ts';
import { isHere, type Place, type WayPorts } from './place.ts';

/** The variables that each way takes from the pipeline or the machine, and where they come from. */
const takes = {
  'workload-identity': {
    variables: ['AZURE_FEDERATED_TOKEN_FILE'],
    says: ', which the platform of the workload sets',
  },
  github: {
    variables: ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    says: ', which a job has with the permission `id-token: write`',
  },
  'azure-pipelines': {
    variables: ['SYSTEM_OIDCREQUESTURI', 'SYSTEM_ACCESSTOKEN', 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID'],
    says: ', of which a task maps `SYSTEM_ACCESSTOKEN` itself and the task of a service connection has the rest',
  },
} as const;

export type Federation = keyof typeof takes;

/** The token that vouches for a pipeline or workload, asked for anew each time: each is short-lived. */
export function federatedAssertion(way: Federation, place: Place, ports: WayPorts): Assertion {
  const { environment } = place;
  const { variables, says } = takes[way];
  const missing = variables.filter((name) => (ports.env[name] ?? '') === '');
  if (missing.length > 0) throw problem('login.lacking', { environment, way, missing, says });
  const value = (name: string) => ports.env[name] as string;
  switch (way) {
    case 'workload-identity':
      return async () => tokenIn(fileText(value('AZURE_FEDERATED_TOKEN_FILE'), environment), environment);
    case 'github':
      return async ({ issuer, signal }) => {
        const at = addressOf(value('ACTIONS_ID_TOKEN_REQUEST_URL'), place);
        at.searchParams.set('audience', audienceFor(issuer));
        const init = { headers: { authorization: `Bearer ${value('ACTIONS_ID_TOKEN_REQUEST_TOKEN')}` } };
        return tokenIn((await said(at, init, place, ports, signal)).value, environment);
      };
    case 'azure-pipelines':
      return async ({ signal }) => {
        const at = addressOf(value('SYSTEM_OIDCREQUESTURI'), place);
        at.searchParams.set('api-version', '7.1');
        at.searchParams.set('serviceConnectionId', value('AZURESUBSCRIPTION_SERVICE_CONNECTION_ID'));
        const headers = {
          authorization: `Bearer ${value('SYSTEM_ACCESSTOKEN')}`,
          'content-type': 'application/json',
          // Refused is told as that, and not by a page to sign in at.
          'x-tfs-fedauthredirect': 'Suppress',
        };
        return tokenIn((await said(at, { method: 'POST', headers }, place, ports, signal)).oidcToken, environment);
      };
  }
}

/** What the pipeline's token is for: no other issuer can use one that was made for this. */
function audienceFor(issuer: string): string {
  if (entraTenant(issuer) === undefined) return issuer;
  if (issuer.includes('.us/')) return 'api://AzureADTokenExchangeUSGov';
  return issuer.includes('.cn/') ? 'api://AzureADTokenExchangeChina' : 'api://AzureADTokenExchange';
}

function addressOf(text: string, place: Place): URL {
  const at = URL.canParse(text) ? new URL(text) : undefined;
  if (at?.protocol === 'https:' || (at?.hostname === '127.0.0.1' && isHere(place))) return at;
  throw refused(place.environment, 'the address at which the pipeline gives out its tokens is not https');
}

type Said = { readonly [member: string]: unknown };

async function said(at: URL, init: RequestInit, { environment }: Place, { ask }: WayPorts, signal: AbortSignal) {
  const answer = await answerOf(ask, at.href, init, { name: environment, kindUnsaid: true, signal });
  if (answer.status !== 200) throw refused(environment, `the pipeline gave no token (HTTP ${answer.status})`);
  return (await answer.json()) as Said;
}

const tokenForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

function tokenIn(value: unknown, environment: string) {
  if (typeof value === 'string' && value.length <= 16_384 && tokenForm.test(value)) return secretValue(value);
  throw refused(environment, 'what vouches for this pipeline or workload is no token');
}

function fileText(path: string, environment: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw refused(environment, `the file that \`AZURE_FEDERATED_TOKEN_FILE\` names cannot be read (${code})`);
  }
}

function refused(environment: string, says: string) {
  return problem('login.refused', { environment, says });
}

/** Whether a way is one of these. */
export function isFederation(way: RemoteSignIn['kind']): way is Federation {
  return Object.hasOwn(takes, way);
}
