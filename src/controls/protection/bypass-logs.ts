/** Tools that keep a log of what went around their guards: at GitHub the rule suites. Where it was not read, there may have been anything. */
export const LOGS_BYPASSES: ReadonlySet<string> = new Set(['github']);
