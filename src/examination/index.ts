export { complete } from './completion.ts';
export {
  type Examination,
  type ExaminedSignature,
  type ExamineOptions,
  examine,
  rejudge,
  unreadable,
} from './examination.ts';
