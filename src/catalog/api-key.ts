/** The key that a service issues to outside callers. */
export function apiKey(service: string) {
  return { kind: 'secret', label: 'API key', help: `API key of the ${service} account`, shape: 'key' } as const;
}
