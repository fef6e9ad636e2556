// Loaded with --import: leaves this process's peak resident memory (kB) in a file when it ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.on('exit', () => {
  if (!process.env.KYSO_PEAKS) return;
  writeFileSync(
    join(process.env.KYSO_PEAKS, String(process.pid)),
    String(process.resourceUsage().maxRSS),
  );
});
