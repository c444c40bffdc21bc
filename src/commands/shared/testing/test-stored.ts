import { isProblem } from '../../../kernel/problem.ts';
import type { Change } from '../../../model/change.ts';
import type { ProbeReport } from '../../../model/probe.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { storedTask } from './probe-task.ts';
import { changesOf, type Tested, tellHostKey, testedOf } from './tested.ts';

/** Tests connections as they are stored, and keeps what was found. */
export async function testStored(
  context: Context,
  connections: readonly ConnectionDetail[],
  expectedHostKey?: string,
): Promise<readonly Tested[]> {
  const prober = await context.prober();
  const reports = await prober.probe(connections.map((it) => () => storedTask(context, it, expectedHostKey)));
  const changes = connections.map((it, at) => {
    const report = reports[at];
    return report === undefined ? [] : changesOf(it.id, it.revision, savable(it, report));
  });
  await keep(context, changes);
  for (const [at, report] of reports.entries()) tellHostKey(context, connections[at]?.hostKey ?? null, report);
  return connections.flatMap((it, at) => {
    const report = reports[at];
    return report === undefined ? [] : [testedOf(it, report)];
  });
}

// What a service handed out anew has no place where the key vault holds the secret.
function savable({ secrets }: ConnectionDetail, { renewed, ...report }: ProbeReport): ProbeReport {
  return renewed !== undefined && secrets.refreshToken?.source === 'stored' ? { ...report, renewed } : report;
}

// One that was removed meanwhile leaves the others their results.
async function keep(context: Context, changes: readonly (readonly Change[])[]): Promise<void> {
  const environment = await context.environment();
  const { reason } = context.common;
  const options = reason === undefined ? {} : { reason };
  try {
    await environment.apply(changes.flat(), options);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'not_found' || changes.length < 2) throw error;
    for (const some of changes) await keep(context, [some]).catch(unlessGone);
  }
}

function unlessGone(error: unknown): void {
  if (!isProblem(error) || error.code !== 'not_found') throw error;
}
