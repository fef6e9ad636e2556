// Loaded with --import: leaves this process's peak resident memory (kB) in a file when it ends.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.on('exit', () => {
  if (!process.env.KYSO_PEAKS) return;
  writeFileSync(join(process.env.KYSO_PEAKS, String(process.pid)), String(peak()));
});

/** A process begins with its parent's maxRSS, so where there is one the system's own high-water mark counts. */
function peak() {
  const status = '/proc/self/status';
  const mark = existsSync(status) && /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(status, 'latin1'));
  return mark ? mark[1] : process.resourceUsage().maxRSS;
}
