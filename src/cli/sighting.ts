import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { digestRange } from '../algorithm/index.ts';
import { HEAD, type Sighting } from '../batch/plan.ts';
import { carriesSignatureOf } from '../batch/sign-document.ts';
import { toHex } from '../bytes/hex.ts';
import type { ByteSource } from '../bytes/source.ts';
import { openSource } from '../edge/files/source.ts';
import { asFault } from '../fault/fault.ts';

/** A look at one source and at its output's name, without reading more of either than the plan needs. */
export function sight(
  path: string,
  output: string,
  certificate: Uint8Array | undefined,
  directory: string,
  password: string | undefined,
): Sighting {
  const row = { path, output, size: 0, head: new Uint8Array(), outputState: 'free' as const };
  try {
    const opened = openSource(resolve(directory, path));
    try {
      const { source } = opened;
      return {
        ...row,
        fault: undefined,
        size: source.length,
        head: source.read(0, Math.min(HEAD, source.length)).slice(),
        outputState: stateOf(resolve(directory, output), source),
      };
    } finally {
      opened.close();
    }
  } catch (error) {
    return { ...row, fault: asFault(error) };
  }

  function stateOf(place: string, source: ByteSource): Sighting['outputState'] {
    if (!existsSync(place)) return 'free';
    try {
      const opened = openSource(place);
      try {
        const ours = carriesSignatureOf(certificate, source, opened.source, password);
        return ours
          ? { sourceSha256: sha256(source), outputSha256: sha256(opened.source) }
          : 'taken';
      } finally {
        opened.close();
      }
    } catch {
      return 'taken';
    }
  }
}

function sha256(source: ByteSource): string {
  return toHex(digestRange(source, 'SHA-256', [[0, source.length]]));
}
