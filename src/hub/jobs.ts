import { randomUUID } from 'node:crypto';
import type { Sql } from '../db/pool.js';
import type { Logger } from '../inbox/index.js';
import { type JobRow, Refusal } from '../read/index.js';

export type Progress = (done: number, total: number) => Promise<void>;

export interface Work {
  readonly kind: JobRow['kind'];
  readonly askedBy: string;
  /** Does the work; answers the id of what it made. Gives up, by throwing, once the signal says that the hub stops. */
  readonly run: (progress: Progress, stopping: AbortSignal) => Promise<string>;
}

const ALIVE_MS = 5_000;

/** Runs long work one after another, and says how far it is. */
export class Jobs {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
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

  /** What goes on is given up, what waits is not begun. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Refusal('UNAVAILABLE', 'The hub that ran it was stopped. Ask for it again.'));
    await this.#last;
  }

  async #run(id: string, { run }: Work): Promise<void> {
    const { signal } = this.#stopping;
    try {
      signal.throwIfAborted();
      const progress: Progress = async (done, total) => {
        await this.#sql`update job set done = ${done}, total = ${total}, alive_at = clock_timestamp() where id = ${id}`;
      };
      const result = await run(progress, signal);
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
