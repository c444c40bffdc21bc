// Tells the most memory that a run has held, in kilobytes, to the file that is named.
process.on('exit', () => {
  const { writeFileSync } = process.getBuiltinModule('node:fs');
  writeFileSync(String(process.env.CINCH_BENCH_PEAK), String(process.resourceUsage().maxRSS));
});
