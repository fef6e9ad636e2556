import { serve } from '../edge/workers/serve.ts';
import { fromPortable } from './portable-policy.ts';
import { examineFile, type VerifiedDocument, wording } from './verify-document.ts';
import type { PortableTask, VerifyJob } from './verify-threads.ts';

// Runs in a thread of its own, started by verify-threads.ts.
serve<PortableTask, VerifyJob, VerifiedDocument>((portable) => {
  const task = { ...portable, policy: fromPortable(portable.policy) };
  const word = wording(task.reports);
  return ({ path, first }) => word(examineFile(path, task), task.policy, first);
});
