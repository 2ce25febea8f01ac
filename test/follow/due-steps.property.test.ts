import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type Sql, type Transaction } from '../../src/db/pool.js';
import { dueSteps, noteDueSteps } from '../../src/follow/due-steps.js';
import { FollowState } from '../../src/follow/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { everyDueStep } from './every-due-step.js';
import { live, lives } from './life.js';

let database: FreshDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 1 });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** The database as it was, whatever the work did. */
async function undone(work: (tx: Transaction) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  await sql
    .begin(async (tx) => {
      await work(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

const noted = (tx: Transaction) => tx`select rule, subject, at from due_step order by rule, subject`;

describe('the steps that are due', () => {
  it(
    'are by the index what looking through all verdicts and gaps finds, after every turn of random lives',
    { timeout: 120_000 },
    async () => {
      const kinds = new Set<string>();
      await fc.assert(
        fc.asyncProperty(lives, (turns) =>
          undone(async (tx) => {
            const state = new FollowState();
            for (const [nth, turn] of turns.entries()) {
              await live(tx, state, turn, nth);
              const all = await everyDueStep(tx);
              expect(await dueSteps(tx)).toEqual(all);
              for (const { type, cause } of all) kinds.add(cause === 'EXPIRY' ? 'EXPIRY' : type);
            }
          }),
        ),
        { numRuns: 150 },
      );
      expect([...kinds].sort()).toEqual(['EXPIRY', 'gap.opened', 'gap.reopened', 'gap.resolved', 'gap.withdrawn']);
    },
  );

  it('are noted by what verdict and gap say alone: to note all of them anew changes nothing', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(lives, (turns) =>
        undone(async (tx) => {
          const state = new FollowState();
          for (const [nth, turn] of turns.entries()) await live(tx, state, turn, nth);
          const before = await noted(tx);
          await tx`delete from due_step`;
          await noteDueSteps(tx, await tx`select rule, subject from verdict union select rule, subject from gap`);
          expect(await noted(tx)).toEqual(before);
        }),
      ),
      { numRuns: 60 },
    );
  });
});
