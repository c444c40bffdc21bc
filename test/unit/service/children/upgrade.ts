// Opens a store with one step more than it has, and says what it found.
import { openSqlite } from '../../../../src/adapters/sqlite/driver.ts';
import { isProblem } from '../../../../src/kernel/problem.ts';
import { migrations } from '../../../../src/service/store/schema.ts';

const step = ['CREATE TABLE marks (at TEXT NOT NULL)', "INSERT INTO marks VALUES ('once')"];
const driver = openSqlite({ path: process.argv[2] as string, steps: [...migrations, step] });
try {
  const marks = await driver[process.argv[3] as 'read' | 'write'](async (session) =>
    session.all('SELECT * FROM marks'),
  );
  process.stdout.write(JSON.stringify(marks.length));
} catch (error) {
  process.stdout.write(isProblem(error) ? error.code : String(error));
}
await driver.close();
