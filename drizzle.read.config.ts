import { defineConfig } from 'drizzle-kit';

/** The read tables have migrations of their own: dropping the schema `read` makes the next start build it again. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/db/tables/read-facts.ts',
    './src/db/tables/read-changes.ts',
    './src/db/tables/read-verdicts.ts',
    './src/db/tables/read-tickets.ts',
  ],
  out: './drizzle/read',
  schemaFilter: ['read'],
});
