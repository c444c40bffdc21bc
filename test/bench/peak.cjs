// Tells the most memory that a run has held, in kilobytes, to the file that is named.
const fs = process.getBuiltinModule('node:fs');

process.on('exit', () => {
  fs.writeFileSync(String(process.env.CINCH_BENCH_PEAK), String(peak()));
});

// What `resourceUsage` says on Linux counts the process that started this one too.
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
