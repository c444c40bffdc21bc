/** `2 exports and 1 enrichment`; empty where there is neither. */
export function usesInWords(exports: number, enrichments: number): string {
  return [...counted(exports, 'export'), ...counted(enrichments, 'enrichment')].join(' and ');
}

function counted(n: number, one: string): string[] {
  return n === 0 ? [] : [`${n} ${n === 1 ? one : `${one}s`}`];
}
