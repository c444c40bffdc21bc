// Looks at a store and tries to change it, as whoever runs this, and says how both ended.
import { isProblem } from '../../../../src/kernel/problem.ts';
import { doorTo } from '../furnished-store.ts';

const told = (error: unknown) => (isProblem(error) ? error.code : String(error));
const account = 'admin';
try {
  const door = doorTo(process.argv[2] as string, { account });
  const looked = await door.query('connection.list', {}).then(({ total }) => total, told);
  const changed = await door
    .apply([{ change: 'user.add', name: 'new', role: 'viewer' }])
    .then(({ result }) => result, told);
  const refused = await doorTo(process.argv[2] as string, { account: 'vic' })
    .query('connection.list', {})
    .then(() => 'answered', told);
  const again = await door.query('user.list', {}).then(({ total }) => total, told);
  process.stdout.write(JSON.stringify({ looked, changed, refused, again }));
} catch (error) {
  process.stdout.write(JSON.stringify({ opened: told(error) }));
}
