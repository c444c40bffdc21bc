import { isSecretValue, type SecretValue, secretValue } from '../../kernel/secret-value.ts';
import { map, type Shape, text } from '../../model/documents/shapes.ts';
import { closed } from './closed.ts';

type Given = SecretValue | { readonly keyVault: string; readonly version?: string };

/** A secret in a body: its value, or where it is in the key vault. No other member of any body may hold one. */
export const givenValue: Shape = closed({ value: { ...text, writeOnly: true } });
export const givenSecret: Shape = { anyOf: [givenValue, closed({ keyVault: text }, { version: text })] };
export const givenSecrets: Shape = map(givenSecret);

/** What goes over the wire of a secret. */
export function sentSecret(given: Given): object {
  return isSecretValue(given) ? { value: given.reveal() } : given;
}

/** The same the other way round. */
export function gotSecret(sent: object): Given {
  return 'value' in sent && typeof sent.value === 'string' ? secretValue(sent.value) : (sent as Given);
}

/** Every secret of a map, one way or the other. */
export function eachSecret<From extends object, To>(
  secrets: { readonly [field: string]: From },
  turn: (it: From) => To,
) {
  return Object.fromEntries(Object.entries(secrets).map(([field, it]) => [field, turn(it)]));
}
