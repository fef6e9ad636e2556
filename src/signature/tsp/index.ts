export { checkTimestamp, isForTimestamping, type TimestampRequest } from './check.ts';
export { examineTimestamp } from './facts.ts';
export { writeTimestampRequest } from './request.ts';
export { readTimestampResponse } from './response.ts';
export { readTimestampInfo, type TimestampInfo } from './timestamp-info.ts';
