import { randomUUID } from 'node:crypto';
import type { Sql } from '../../db/pool.js';
import type { Logger } from '../../inbox/index.js';
import { Refusal } from '../../read/index.js';

export interface Work {
  readonly kind: 'AUDIT';
  readonly askedBy: string;
  /** Does the work; answers the id of what it made. */
  readonly run: (progress: (done: number, total: number) => Promise<void>) => Promise<string>;
}

const ALIVE_MS = 5_000;

/** Runs long work one after another, and says how far it is. */
export class Jobs {
  readonly #sql: Sql;
  readonly #log: Logger;
  #last: Promise<void> = Promise.resolve();

  constructor(sql: Sql, log: Logger) {
    this.#sql = sql;
    this.#log = log;
  }

  /** The id of the job, which has begun or waits for those before it. */
  async start(work: Work): Promise<string> {
    const id = randomUUID();
    await this.#sql`
      insert into job (id, kind, state, asked_by, started_at, alive_at)
      values (${id}, ${work.kind}, 'RUNNING', ${work.askedBy}, clock_timestamp(), clock_timestamp())`;
    const alive = setInterval(() => void this.#lives(id), ALIVE_MS);
    alive.unref();
    this.#last = this.#last.then(() => this.#run(id, work)).finally(() => clearInterval(alive));
    return id;
  }

  /** Once all that was started has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #run(id: string, { run }: Work): Promise<void> {
    try {
      const result = await run(async (done, total) => {
        await this.#sql`update job set done = ${done}, total = ${total}, alive_at = clock_timestamp() where id = ${id}`;
      });
      await this.#sql`update job set state = 'DONE', result = ${result}, ended_at = clock_timestamp() where id = ${id}`;
    } catch (error) {
      this.#log.error({ err: error, job: id }, 'a job failed');
      const sentence = error instanceof Refusal ? error.message : 'It failed inside the hub; its log says why.';
      await this.#sql`update job set state = 'FAILED', sentence = ${sentence}, ended_at = clock_timestamp() where id = ${id}`.catch(
        () => undefined,
      );
    }
  }

  async #lives(id: string): Promise<void> {
    await this.#sql`update job set alive_at = clock_timestamp() where id = ${id} and state = 'RUNNING'`.catch(() => undefined);
  }
}
