import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  AzureCliCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  InteractiveBrowserCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { problem } from '../../kernel/problem.ts';
import { type CredentialKind, credentialVariables } from '../../model/key-vault.ts';
import { type Met, stayingAt, watching } from './watch.ts';

/** What signing in may look at and do. */
export interface SignInPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shows a person where to enter which code. */
  readonly tellCode: (at: string, code: string) => void;
}

export interface SignIn extends SignInPorts {
  readonly kind: CredentialKind;
  readonly authority: string;
  readonly vault: string;
  readonly deadlineMs: number;
  readonly met: Met;
}

/** Makes exactly the credential that was named. What it needs and is not there is refused; nothing takes its place. */
export function createCredential({ kind, env, tellCode, ...it }: SignIn): TokenCredential {
  const missing = credentialVariables[kind].filter((name) => (env[name] ?? '') === '');
  if (missing.length > 0) throw problem('keyvault.no_credential', { credential: kind, missing });
  const value = (name: string) => env[name] as string;
  const [tenant, client] = [env.AZURE_TENANT_ID || undefined, env.AZURE_CLIENT_ID || undefined];
  const watch = { policy: watching(() => it.met, it.deadlineMs), position: 'perRetry' as const };
  const own = { policy: stayingAt(it.authority, it.vault), position: 'perRetry' as const };
  const tries = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  const pipeline = { authorityHost: it.authority, ...tries, additionalPolicies: [watch, own] };
  const app = {
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(client === undefined ? {} : { clientId: client }),
  };
  switch (kind) {
    case 'azure-cli':
      return new AzureCliCredential({ processTimeoutInMs: it.deadlineMs });
    case 'environment':
      return new ClientSecretCredential(
        value('AZURE_TENANT_ID'),
        value('AZURE_CLIENT_ID'),
        value('AZURE_CLIENT_SECRET'),
        pipeline,
      );
    case 'client-certificate':
      return new ClientCertificateCredential(
        value('AZURE_TENANT_ID'),
        value('AZURE_CLIENT_ID'),
        {
          certificatePath: value('AZURE_CLIENT_CERTIFICATE_PATH'),
          ...(env.AZURE_CLIENT_CERTIFICATE_PASSWORD
            ? { certificatePassword: env.AZURE_CLIENT_CERTIFICATE_PASSWORD }
            : {}),
        },
        pipeline,
      );
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        tenantId: value('AZURE_TENANT_ID'),
        clientId: value('AZURE_CLIENT_ID'),
        tokenFilePath: value('AZURE_FEDERATED_TOKEN_FILE'),
        ...pipeline,
      });
    case 'managed-identity':
      return client === undefined
        ? new ManagedIdentityCredential({ ...tries, agent: besideProxy(env) })
        : new ManagedIdentityCredential({ clientId: client, ...tries, agent: besideProxy(env) });
    case 'device-code':
      return new DeviceCodeCredential({
        ...app,
        ...pipeline,
        userPromptCallback: ({ verificationUri, userCode }) => tellCode(verificationUri, userCode),
      });
    case 'browser':
      // Without an organisation of one's own it is that of the vault, as for a device; the package would take neither.
      return tenant === undefined
        ? new InteractiveBrowserCredential({ ...app, ...pipeline, additionallyAllowedTenants: ['*'] })
        : new InteractiveBrowserCredential({ ...app, ...pipeline });
  }
}

// The machine's own service is on this machine: a proxy would see what is sent there, and a token come back.
function besideProxy(env: SignInPorts['env']): HttpAgent {
  return env.IDENTITY_ENDPOINT?.startsWith('https:') === true ? new HttpsAgent() : new HttpAgent();
}
