import { bigint, index, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

/** Checks of revisions that ended; one row an event, since a check can be run again. */
export const checkRun = read.table(
  'check_run',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    check: text('check_ref').notNull(),
    source: text('source').notNull(),
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    name: text('name').notNull(),
    /** In upper case, as the tool says: SUCCESS, FAILURE … */
    conclusion: text('conclusion').notNull(),
    atFrom: instant('at_from'),
    atTo: instant('at_to'),
  },
  (table) => [index('check_run_sha').on(table.repository, table.sha)],
);
