import type { ErrorObject } from 'ajv';
import type { ConnectionType } from '../fields/connection-type.ts';
import { declarationSchema } from '../fields/declaration-schema.ts';
import { declarationIssues, declared, type WrittenType } from '../fields/declared.ts';
import type { Issue } from '../kernel/issue.ts';
import { issueOf } from '../kernel/issues.ts';
import { printable } from '../kernel/printable.ts';
import { problem } from '../kernel/problem.ts';

/** A written declaration, checked against its JSON Schema and completed. Every finding is named with its path. */
export async function judgedDeclaration(written: unknown): Promise<ConnectionType> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const formats = await import('ajv-formats');
  const ajv = new Ajv2020({ allErrors: true, discriminator: true, strict: false });
  (formats.default as unknown as { default?: (ajv: object) => void } & ((ajv: object) => void))(ajv);
  const validate = ajv.compile(declarationSchema);
  if (!validate(written)) refuseDeclaration((validate.errors ?? []).slice(0, 50).map(issueFrom));
  const type = written as WrittenType;
  refuseDeclaration(declarationIssues(type));
  return declared(type);
}

// Findings point into the file; no flag gives them.
function refuseDeclaration(issues: readonly Issue[]): void {
  if (issues.length > 0) throw problem('input.refused', { what: 'the declaration', count: issues.length }, { issues });
}

function issueFrom({ instancePath, message = '', keyword, params }: ErrorObject): Issue {
  const path = instancePath.slice(1).replaceAll('/', '.') || 'declaration';
  const named =
    keyword === 'additionalProperties' ? ` (\`${printable(String(params.additionalProperty)).slice(0, 60)}\`)` : '';
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as string[]).join(', ')}` : '';
  return {
    ...issueOf('format', path, { label: `\`${path}\``, says: '' }),
    message: `\`${printable(path)}\` ${message}${named}${allowed}`,
  };
}
