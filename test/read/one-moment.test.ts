import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { oneMoment } from '../../src/read/index.js';
import { apart } from '../../src/read/one-moment.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

let database: FreshDatabase;
let writer: Sql;
/** One connection alone: whoever keeps it keeps everybody waiting. */
let pool: Sql;

beforeAll(async () => {
  database = await freshDatabase();
  writer = openPool(database.url, { max: 1 });
  pool = openPool(database.url, { max: 1 });
});
afterAll(async () => {
  await writer.end({ timeout: 1 });
  await pool.end({ timeout: 1 });
  await database.drop();
});
beforeEach(() => writer`delete from judging_again`);

const note = () => writer`insert into judging_again (singleton, since, cause, whole, after) values (true, 0, 'FACT', true, '')`;
const count = async (sql: Sql) => (await sql<{ n: number }[]>`select count(*)::int as n from judging_again`)[0]?.n;

it('finds what stood at its first statement, whatever is committed meanwhile, until it ends', async () => {
  const moment = oneMoment(pool);
  moment.hold();
  expect(await count(moment.sql)).toBe(0);
  await note();
  expect(await count(moment.sql)).toBe(0);
  await moment.end();
  expect(await count(moment.sql)).toBe(1);
});

it('finds what is committed as long as nobody holds it', async () => {
  const moment = oneMoment(pool);
  expect(await count(moment.sql)).toBe(0);
  await note();
  expect(await count(moment.sql)).toBe(1);
});

it('gives its connection back, also to what is asked of it after the end', async () => {
  const moment = oneMoment(pool);
  moment.hold();
  await count(moment.sql);
  const ended = moment.end();
  expect(await count(moment.sql)).toBe(0);
  await ended;
  expect(await count(pool)).toBe(0);
});

it('takes no connection where nothing is asked', async () => {
  const moment = oneMoment(pool);
  moment.hold();
  expect(await count(pool)).toBe(0);
  await moment.end();
});

it('answers the rest where one statement fails, and gives its connection back', async () => {
  const moment = oneMoment(pool);
  moment.hold();
  const asked = [count(moment.sql), moment.sql`select 1 / 0`, count(moment.sql), count(moment.sql)];
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await count(moment.sql)).toBe(0);
  expect(await count(pool)).toBe(0);
});

it('changes nothing', async () => {
  const moment = oneMoment(pool);
  moment.hold();
  await expect(moment.sql`delete from judging_again`).rejects.toMatchObject({ code: '25006' });
});

it('answers many questions at once whose parts wait for connections of their own, as no question holds one of the last two', async () => {
  const many = openPool(database.url, { max: 4 });
  const questions = Array.from({ length: 8 }, async () => {
    const moment = oneMoment(many);
    moment.hold();
    const before = await count(moment.sql);
    const beside = await count(apart(moment.sql));
    await moment.end();
    return [before, beside];
  });
  expect(await Promise.all(questions)).toEqual(questions.map(() => [0, 0]));
  await many.end({ timeout: 1 });
});
