import { type Route, routes } from '../wire/routes.ts';

const style = [
  'body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }',
  'table { border-collapse: collapse; width: 100% }',
  'td, th { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid }',
  'code { font: 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }',
].join('\n');

/** Nothing but the page itself and its own style: no script, no frame, no other address. */
export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const text = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The routes as a page for people. */
export function page(): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>cinch</title>',
    '<meta name="viewport" content="width=device-width">',
    `<style>${style}</style></head><body><main>`,
    '<h1>cinch</h1>',
    '<p>Every address but this page takes a header <code>Authorization: Bearer TOKEN</code>. ',
    'What each one takes and answers stands in <a href="openapi.json">openapi.json</a>.</p>',
    '<table><thead><tr><th>Method</th><th>Address</th><th>What it is for</th></tr></thead><tbody>',
    ...routes.map(row),
    '</tbody></table></main></body></html>\n',
  ].join('\n');
}

function row({ method, path, says }: Route): string {
  return `<tr><td><code>${method}</code></td><td><code>${text(path)}</code></td><td>${text(says)}</td></tr>`;
}
