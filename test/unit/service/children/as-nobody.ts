// Looks at a store and tries to change it, as someone whom modes of files bind, and says how both ended.
import { isProblem } from '../../../../src/kernel/problem.ts';
import { doorTo } from '../furnished-store.ts';

const nobody = 65_534;
const [, , path = '', scratch = ''] = process.argv;
const told = (error: unknown) => (isProblem(error) ? error.code : String(error));

async function tried(store: string): Promise<object> {
  try {
    const door = doorTo(store);
    const viewer = doorTo(store, { account: 'vic' });
    return {
      looked: await door.query('connection.list', {}).then(({ total }) => total, told),
      changed: await door
        .apply([{ change: 'user.add', name: 'new', role: 'viewer' }])
        .then(({ result }) => result, told),
      refused: await viewer.query('connection.list', {}).then(() => 'answered', told),
      again: await door.query('user.list', {}).then(({ total }) => total, told),
    };
  } catch (error) {
    return { opened: told(error) };
  }
}

// Once where it may, so that everything is loaded before this process gives up root, whom modes do not bind.
const allowed = await tried(scratch);
if (process.getuid?.() === 0) {
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}
process.stdout.write(JSON.stringify({ allowed, tried: await tried(path) }));
