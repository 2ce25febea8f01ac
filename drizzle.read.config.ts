import { defineConfig } from 'drizzle-kit';

/** The read tables have migrations of their own: dropping the schema `read` makes the next start build it again. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/db/tables/read-facts.ts',
    './src/db/tables/read-changes.ts',
    './src/db/tables/read-verdicts.ts',
    './src/db/tables/read-waiting.ts',
    './src/db/tables/read-tickets.ts',
    './src/db/tables/read-records.ts',
    './src/db/tables/read-checks.ts',
    './src/db/tables/read-operations.ts',
    './src/db/tables/read-integrity.ts',
    './src/db/tables/read-artifacts.ts',
    './src/db/tables/read-releases.ts',
    './src/db/tables/read-texts.ts',
  ],
  out: './drizzle/read',
  schemaFilter: ['read'],
});
