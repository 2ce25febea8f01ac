import { bigint, index, text } from 'drizzle-orm/pg-core';
import { read } from './read-facts.js';

/** Which change a searchable text belongs to. The words themselves stand in `clear_value` alone, where they can be erased. */
export const searchText = read.table(
  'search_text',
  {
    commitment: text('commitment').primaryKey(),
    /** The ticket. */
    about: text('about').notNull(),
    /** TITLE or COMMENT. */
    place: text('place').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
  },
  (table) => [index('search_text_about').on(table.about)],
);
