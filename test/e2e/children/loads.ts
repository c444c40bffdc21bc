// Preloaded into a run: says in a file which files of ours and which of Node's own modules it loaded.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const [before, files] = [new Set(listed()), [] as string[]];
registerHooks({
  load(url, context, next) {
    files.push(url);
    return next(url, context);
  },
});
process.on('exit', () => {
  const builtins = listed().filter((name) => !before.has(name));
  writeFileSync(String(process.env.LOADS), JSON.stringify({ files, builtins }));
});

/** Node's own modules that a program can ask for; what they load in turn changes with every version. */
function listed(): readonly string[] {
  const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] };
  return moduleLoadList.flatMap((name) => /^NativeModule (?!internal\/)(\S+)$/.exec(name)?.[1] ?? []);
}
