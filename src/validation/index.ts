export { CLOCK_TOLERANCE, claimedTime } from './acceptance.ts';
export { judge, judgeAll } from './judge.ts';
export { type Level, levelOf } from './level.ts';
export { POLICIES, readConstraints } from './policies/read.ts';
export { type Constraints, createPolicy, type Policy } from './policy.ts';
export type { Standing } from './revocation-freshness.ts';
export { REMARKS, RULES } from './rules.ts';
export type {
  Conclusion,
  Criterion,
  FailedBecause,
  Finding,
  IndeterminateBecause,
  Process,
  Proof,
  StampVerdict,
  Verdict,
} from './verdict.ts';
