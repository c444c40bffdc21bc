import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ConnectionType } from '../fields/connection-type.ts';
import { declarationSchema } from '../fields/declaration-schema.ts';
import { declarationIssues, declared, type WrittenType } from '../fields/declared.ts';
import { schemaFinding } from '../fields/schema-finding.ts';
import type { Issue } from '../kernel/issue.ts';
import { problem } from '../kernel/problem.ts';

let made: Promise<ValidateFunction> | undefined;

// Compiling the schema takes longer than everything else that is done with a declaration.
async function makeJudge(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const formats = await import('ajv-formats');
  const ajv = new Ajv2020({ allErrors: true, discriminator: true, strict: false });
  (formats.default as unknown as { default?: (ajv: object) => void } & ((ajv: object) => void))(ajv);
  return ajv.compile(declarationSchema);
}

/** A written declaration, checked against its JSON Schema and completed. Every finding is named with its path. */
export async function judgedDeclaration(written: unknown): Promise<ConnectionType> {
  made ??= makeJudge();
  const judge = await made;
  if (!judge(written)) refuseDeclaration((judge.errors ?? []).slice(0, 50).map(issueFrom));
  const type = written as WrittenType;
  refuseDeclaration(declarationIssues(type));
  return declared(type);
}

// Findings point into the file; no flag gives them.
function refuseDeclaration(issues: readonly Issue[]): void {
  if (issues.length > 0)
    throw problem(
      'input.refused',
      { what: 'the declaration', count: issues.length, fix: ['cinch schema TypeDeclaration'] },
      { issues },
    );
}

function issueFrom({ instancePath, keyword, params }: ErrorObject): Issue {
  return schemaFinding(instancePath.slice(1).replaceAll('/', '.') || 'declaration', keyword, params);
}
