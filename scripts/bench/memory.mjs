// Loaded before a measured program: tells its peak resident memory, in MiB, on stderr.
process.on('exit', () => process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`));
