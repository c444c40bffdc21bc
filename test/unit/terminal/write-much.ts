// Writes five megabytes and then says on stderr how it went, for write.test.ts.
import { isProblem } from '../../../src/kernel/problem.ts';
import { createWriter } from '../../../src/terminal/write.ts';

// Touching a stream makes its pipe non-blocking, so that writes meet EAGAIN.
if (process.argv[2] === 'nonblocking') process.stdout.on('error', () => {});
const out = createWriter(1);
try {
  for (let at = 0; at < 50; at += 1) out.write(`${String(at).padStart(9, '漢')}${'x'.repeat(102_390)}\n`);
  createWriter(2).write(`closed: ${out.closed}`);
} catch (error) {
  createWriter(2).write(isProblem(error) ? `${error.code}: ${error.detail}` : String(error));
}
