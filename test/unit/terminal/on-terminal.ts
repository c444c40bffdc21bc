// Runs on a pseudo-terminal, by screen.test.ts.
import { isTerminal, terminalColumns } from '../../../src/terminal/screen.ts';
import { createWriter } from '../../../src/terminal/write.ts';

const out = createWriter(1);
const facts = { terminal: isTerminal(1), columns: terminalColumns(1, process.env) };
if (process.argv[2] === 'facts') out.write(`${JSON.stringify(facts)}\n`);
else out.write(`${Array.from({ length: 20_000 }, (_, at) => `line ${at} of a long table\n`).join('')}the end\n`);
