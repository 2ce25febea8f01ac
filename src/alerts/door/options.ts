import type { Sql } from '../../db/pool.js';
import type { Sending } from '../queue/attempt.js';

export interface DoorOptions extends Sending {
  readonly sql: Sql;
}
