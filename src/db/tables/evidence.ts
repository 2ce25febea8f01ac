import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea } from './column.js';

/** Bytes of attached files, by SHA-256. The ledger holds the digest only, so that a file can be removed without breaking a proof. */
export const evidenceFile = pgTable(
  'evidence_file',
  {
    digest: text('digest').primaryKey(),
    size: bigint('size', { mode: 'number' }).notNull(),
    bytes: bytea('bytes').notNull(),
    /** An event names it. What nobody attached within a day is removed. */
    attached: boolean('attached').notNull().default(false),
    keptAt: timestamp('kept_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [
    check('evidence_file_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
    index('evidence_file_unattached')
      .on(table.keptAt)
      .where(sql`not ${table.attached}`),
  ],
);
