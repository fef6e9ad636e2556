export type { Contents } from './content.ts';
export { wrapperOf } from './message.ts';
export { openCades } from './open.ts';
