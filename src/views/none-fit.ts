/** Said in place of a list of which flags left nothing. */
export function noneFit(command: string): string {
  return `Nothing fits; \`cinch ${command}\` without a filter shows them all`;
}
