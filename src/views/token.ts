/** A token that was just made, alone, so that it can be piped to where it is kept. */
export function text({ token }: { readonly token: string }): string {
  return `${token}\n`;
}
