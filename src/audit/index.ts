export * from './audit.ts';
export * from './figures.ts';
export { hundredths } from './percent.ts';
export { type Period, readPeriod, within } from './period.ts';
export * from './rates.ts';
export * from './reason.ts';
export { recordOf } from './record.ts';
export * from './signatory.ts';
export { type Part, type Weight, weigh } from './weigh.ts';
