/** Exit statuses, in one place; faults carry theirs in fault/table.ts. */
export const EXIT = {
  done: 0,
  someFailed: 1,
  someIndeterminate: 2,
  input: 3,
  token: 4,
  service: 5,
  usage: 64,
  bug: 70,
  interrupted: 130,
} as const;
