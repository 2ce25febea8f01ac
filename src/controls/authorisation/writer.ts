import { some, type Truth } from '../../correlate/index.js';
import type { ImplementationCase } from '../case.js';

/** Whether an approver wrote what was carried, opened its pull request or started the deployment. */
export function isWriter({ writers, starter, persons }: ImplementationCase, approver: string | null): Truth {
  if (approver === null) return 'UNKNOWN';
  const all = [...writers.persons, ...(starter === null ? [] : [starter])];
  return some([...all.map((one) => persons.same(approver, one)), writers.unknown.length > 0 ? 'UNKNOWN' : 'NO']);
}
