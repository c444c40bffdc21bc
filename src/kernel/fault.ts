/** Whatever was not expected, as its kind and its place in the program. Its text stays out of it: it may quote a secret. */
export function faultOf(error: unknown): { readonly name: string; readonly place: string } {
  const { name = 'Error', stack = '' } = error instanceof Error ? error : {};
  // The place in the built program, which tells a maintainer where to look and holds nothing of the input.
  const place = /(?:chunks|dist|src)[\\/][\w./\\-]+:\d+:\d+/.exec(stack)?.[0] ?? 'unknown place';
  return { name: /^[A-Za-z]{1,40}$/.test(name) ? name : 'Error', place };
}
