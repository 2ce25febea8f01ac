import { bigint, index, jsonb, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

/** When the source says that it happened; null where it does not say. */
const happened = () => ({ atFrom: instant('at_from'), atTo: instant('at_to'), recordedAt: instant('recorded_at').notNull() });

/** What protects branches: as a branch was read, or a rule for branches was changed; one row an event. */
export const protection = read.table(
  'protection',
  {
    seq: seq('seq').primaryKey(),
    repository: text('repository').notNull(),
    /** Whose words the settings are: `github`. */
    tool: text('tool').notNull(),
    /** Of a reading; null of a change. */
    branch: text('branch'),
    /** The rule that was changed; null of a reading. */
    rule: text('rule'),
    /** The settings, in the tool’s own words. */
    said: jsonb('said').notNull(),
    by: text('by'),
    ...happened(),
    /** Of a reading, until when it was read otherwise or not at all: up to the last complete one before. */
    boundFrom: instant('bound_from'),
  },
  (table) => [index('protection_repository').on(table.repository)],
);

/** That a guard of a tool was gone around, by the ref of what passed it. */
export const bypass = read.table(
  'bypass',
  {
    evaluation: text('evaluation').primaryKey(),
    source: text('source').notNull(),
    about: text('about').notNull(),
    guard: text('guard').notNull(),
    by: text('by'),
    seq: seq('seq').notNull(),
    ...happened(),
  },
  (table) => [index('bypass_about').on(table.about)],
);

/** That something was deleted at its source, by its ref, as others than its own connector say. */
export const removal = read.table(
  'removal',
  {
    removal: text('removal').primaryKey(),
    source: text('source').notNull(),
    about: text('about').notNull(),
    by: text('by'),
    seq: seq('seq').notNull(),
    ...happened(),
  },
  (table) => [index('removal_about').on(table.about)],
);
