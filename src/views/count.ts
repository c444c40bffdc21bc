/** A number with its noun: `1 export`, `1,204 entries`. Grouped by hand, because `toLocaleString` costs 16 ms. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

export function figure(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
