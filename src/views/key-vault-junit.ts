import { printable } from '../kernel/printable.ts';
import type { CheckedSecret } from '../model/checked-secret.ts';
import { isUsable } from './key-vault-check.ts';

interface Checked {
  readonly vault: string;
  readonly checkedAt: string;
  readonly items: readonly CheckedSecret[];
}

/** The check as a report of tests, one for each connection and secret, as pipelines read it. */
export function junit({ vault, checkedAt, items }: Checked): string {
  const cases = items.flatMap((item) =>
    item.connections.map(({ name, field }) => {
      const head = `    <testcase classname="keyvault.${xml(vault)}" name="${xml(`${name} ${field}: ${item.secret}`)}"`;
      if (isUsable(item)) return item.result === 'usable' ? `${head}/>\n` : said(head, 'system-out', item.detail);
      const stops = [...item.exports.map((it) => `export ${it}`), ...item.enrichments.map((it) => `enrichment ${it}`)];
      const body = [item.detail, ...(stops.length === 0 ? [] : [`stops: ${stops.join(', ')}`])].join('\n');
      return said(head, `failure type="${xml(item.result)}" message="${xml(item.detail)}"`, body);
    }),
  );
  const failures = items.filter((item) => !isUsable(item)).flatMap(({ connections }) => connections).length;
  const counts = `tests="${cases.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites ${counts}>\n`,
    `  <testsuite name="${xml(`keyvault ${vault}`)}" ${counts} timestamp="${xml(checkedAt)}">\n`,
    ...cases,
    '  </testsuite>\n</testsuites>\n',
  ].join('');
}

function said(head: string, element: string, body: string): string {
  return `${head}>\n      <${element}>${xml(body)}</${element.split(' ')[0]}>\n    </testcase>\n`;
}

// Only characters that XML can hold, and no mark of its own.
function xml(text: string): string {
  const marks: { readonly [mark: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text
    .split('\n')
    .map((line) => printable(line).replace(/[&<>"']/g, (mark) => marks[mark] as string))
    .join('\n');
}
