import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

export const ROLES = ['viewer', 'auditor', 'compliance', 'administrator', 'ingest'] as const;

/** Tokens of named persons and service accounts; only SHA-256 of the token is kept. */
export const accessToken = pgTable(
  'access_token',
  {
    id: uuid('id').primaryKey(),
    hash: bytea('hash').notNull(),
    holder: text('holder').notNull(),
    holderKind: text('holder_kind', { enum: ['PERSON', 'SERVICE', 'BOOTSTRAP'] }).notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('access_token_hash').on(table.hash),
    check('access_token_role', sql`${table.role} in ('viewer', 'auditor', 'compliance', 'administrator', 'ingest')`),
    check('access_token_holder_kind', sql`${table.holderKind} in ('PERSON', 'SERVICE', 'BOOTSTRAP')`),
  ],
);

/** One-time codes of printed addresses, and the browser sessions that they became; only hashes are kept. */
export const accessSession = pgTable(
  'access_session',
  {
    hash: bytea('hash').primaryKey(),
    kind: text('kind', { enum: ['CODE', 'COOKIE'] }).notNull(),
    token: uuid('token')
      .notNull()
      .references(() => accessToken.id),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [check('access_session_kind', sql`${table.kind} in ('CODE', 'COOKIE')`)],
);
