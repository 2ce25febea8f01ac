import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

/** The one row that appending locks last. `edge[n]`: the hashes of the unfinished tile of level n, 32 bytes each. */
export const ledgerHead = pgTable(
  'ledger_head',
  {
    singleton: boolean('singleton').primaryKey().default(true),
    log: text('log').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    edge: bytea('edge').array().notNull(),
    /** HMAC of a constant under the data key: refuses a wrong key at start. */
    keyCheck: bytea('key_check').notNull(),
  },
  (table) => [check('ledger_head_one_row', sql`${table.singleton}`), check('ledger_head_size', sql`${table.size} >= 0`)],
);

/** Leaves and bodies; append-only by trigger. The columns beside `leaf` repeat it for look-ups, `core_digest` judges sameness. */
export const ledgerEvent = pgTable(
  'ledger_event',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    eventId: bytea('event_id').notNull(),
    normaliserVersion: integer('normaliser_version').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    coreDigest: bytea('core_digest').notNull(),
    /** The delivery whose record first said so; null for the hub's own events. */
    delivery: uuid('delivery'),
    leaf: bytea('leaf').notNull(),
    body: bytea('body').notNull(),
  },
  (table) => [
    uniqueIndex('ledger_event_fact').on(table.eventId, table.normaliserVersion),
    check('ledger_event_id_length', sql`octet_length(${table.eventId}) = 32`),
  ],
);

/** Full tiles of 256 hashes (C2SP tlog-tiles); append-only by trigger. */
export const ledgerTile = pgTable(
  'ledger_tile',
  {
    level: integer('level').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    hashes: bytea('hashes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.position] }), check('ledger_tile_full', sql`octet_length(${table.hashes}) = 8192`)],
);

/** Clear texts and account names with their salts; the only ledger-related table from which rows may go. */
export const clearValue = pgTable(
  'clear_value',
  {
    commitment: text('commitment').primaryKey(),
    /** Whose it is: his pseudonym, or empty where the author is unknown. */
    person: text('person').notNull(),
    field: text('field').notNull(),
    digest: text('digest').notNull(),
    salt: bytea('salt').notNull(),
    value: text('value').notNull(),
  },
  (table) => [
    index('clear_value_person').on(table.person, table.field),
    index('clear_value_digest').on(table.digest),
    // Made by hand in drizzle/0002: what is searched for says the same words (`src/read/search.ts`).
    index('clear_value_words')
      .using('gin', sql`to_tsvector('simple', lower(left(${table.value}, 100000)))`)
      .where(sql`${table.field} in ('summary', 'short_description', 'title', 'comment')`),
  ],
);
