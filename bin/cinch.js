#!/usr/bin/env node
// Starts cinch without loading anything that this run does not need. Works on a Node that is too old to run it: then
// it hands over to the copy that the project keeps for its own scripts, or says what is needed.
const version = '0.1.0';
const oldest = 24;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  const { existsSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const newer = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  const bin = existsSync(newer) ? newer : existsSync(`${newer}.exe`) ? `${newer}.exe` : undefined;
  if (bin === undefined) {
    process.stderr.write(
      `error: cinch needs Node ${oldest} or later, and this is ${process.version}\nhint: npx -p node@${oldest} cinch\n`,
    );
    process.exitCode = 1;
  } else {
    const { spawn } = await import('node:child_process');
    const child = spawn(bin, process.argv.slice(1), { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
    });
  }
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.getBuiltinModule('node:fs').writeSync(1, `${version}\n`);
} else {
  enableCompileCache();
  try {
    const { run } = await (process.argv[2] === '__complete'
      ? import('../dist/complete.js')
      : import('../dist/main.js'));
    await run(process.argv.slice(2));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !/dist.main\.js/.test(error.message)) throw error;
    process.stderr.write('error: cinch is not built yet\nhint: npm ci\n');
    process.exitCode = 1;
  }
}

// In the user's own cache folder: the default lies where another user could plant code.
function enableCompileCache() {
  const { env, platform } = process;
  if (env.NODE_COMPILE_CACHE || env.NODE_DISABLE_COMPILE_CACHE) return;
  const folder =
    platform === 'win32'
      ? env.LOCALAPPDATA
      : platform === 'darwin'
        ? env.HOME && `${env.HOME}/Library/Caches`
        : env.XDG_CACHE_HOME || (env.HOME && `${env.HOME}/.cache`);
  if (!folder) return;
  const cache = `${folder}/cinch`;
  const fs = process.getBuiltinModule('node:fs');
  try {
    fs.mkdirSync(cache, { recursive: true, mode: 0o700 });
    if (process.getuid && fs.statSync(cache).uid !== process.getuid()) return;
    process.getBuiltinModule('node:module').enableCompileCache(cache);
  } catch {
    // A cache that cannot be had only costs time.
  }
}
