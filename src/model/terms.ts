/** Every version of the consent text ever shipped, the current one last. All stay acceptable; an older one warns (R9). */
export const termsVersions: readonly string[] = ['2026-11'];

export function currentTerms(): string {
  return termsVersions.at(-1) as string;
}

/** What saving agrees to, for a connection that sends data and for one that fetches it. */
export const termsText = {
  sends: [
    'By saving this connection you, an administrator, let data leave the platform for another service.',
    'It may hold personal data of your customers. You answer for its privacy and security there, and for having the right to use it in that way.',
    'You can stop the flow at any time: remove the connection, or disconnect what uses it.',
  ],
  links: [
    'By linking this key vault you, an administrator, let cinch list the names of its secrets and read the secrets that connections name.',
    'What is read is used by the connections, which may send personal data of your customers to other services. You answer for having the right to use the vault in that way.',
    'You can stop it at any time: unlink the vault once no connection uses it, or take away the right to read it.',
  ],
  imports: [
    'By saving this connection you, an administrator, let data of another service into the platform.',
    'It may hold personal data. You answer for having the right to bring it here and to use it.',
    'You can stop the flow at any time: remove the connection, or deactivate what uses it.',
  ],
} as const;
