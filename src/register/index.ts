export * from './columns.ts';
export { readDate } from './date.ts';
export * from './exchange.ts';
export { type Designation, readDesignation } from './number.ts';
export { modernOrganId } from './organ-id.ts';
export { Directory, type Organisation, readOrganisations } from './organisations.ts';
export { plain } from './plain.ts';
export { readRegister } from './register.ts';
