import { LedgerBroken } from '#contract';

/**
 * What a failed statement means for the one who sent it. AWAY, FULL and BUSY pass: wait and try again. DATA does
 * not: some value of it will never be accepted. OTHER (a missing table, a refused right) needs an operator.
 */
export type DatabaseTrouble = 'AWAY' | 'FULL' | 'BUSY' | 'DATA' | 'OTHER';

const SOCKET = /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;

/** SQLSTATE classes: PostgreSQL, appendix A. 55000 is what a database that allows no connections answers. */
const BY_STATE: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^(53100|53200)$/, 'FULL'],
  [/^(08|57|53)...$|^(3D000|55000|28000|28P01)$/, 'AWAY'],
  [/^(40...|55P03)$/, 'BUSY'],
  [/^23001$/, 'OTHER'],
  [/^(22|23|54)...$/, 'DATA'],
];

/** Null when the error is not one of the database. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const code = codeOf(error);
  if (code === null) return null;
  if (SOCKET.test(code)) return 'AWAY';
  if (!/^[0-9A-Z]{5}$/.test(code)) return null;
  return BY_STATE.find(([states]) => states.test(code))?.[1] ?? 'OTHER';
}

/** What is wrong with the database, as a clause: no statement, no parameter, no address. */
export function troubleSentence(error: unknown): string {
  if (error instanceof LedgerBroken) return `the ledger is broken: ${error.message}`;
  const code = codeOf(error) ?? (error instanceof Error ? error.name : 'no code');
  switch (databaseTrouble(error)) {
    case 'AWAY':
      return `the database does not answer (${code})`;
    case 'FULL':
      return `the database has no space left (${code})`;
    case 'BUSY':
      return `the database is contended (${code})`;
    default:
      return `the database refused to write (${code})`;
  }
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
