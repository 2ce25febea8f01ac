import { SourceRefused } from '#contract';
import { PEOPLE } from '../fields.js';
import { SYS_ID } from '../query.js';
import type { Client, Row } from './client.js';
import { stored } from './slices.js';

const USER_COLUMNS = ['sys_id', 'user_name', 'name', 'email', 'web_service_access_only', 'internal_integration_user'];
const AT_ONCE = 50;
/** A user name stands inside a list in a query: one with a comma or a caret cannot be asked for. */
const ASKABLE = /^[^,^]{1,100}$/;

/** Users by sys_id and by user name, each asked for once in a pass. */
export class Users {
  readonly #client: Client;
  readonly #byId = new Map<string, Row | null>();
  readonly #byName = new Map<string, Row | null>();
  #isDenied = false;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks for everybody whom these rows name. */
  async learn(rows: readonly Row[]): Promise<void> {
    const { ids, names } = namedIn(rows);
    await this.#learn(
      'sys_id',
      this.#byId,
      ids.filter((id) => SYS_ID.test(id)),
    );
    await this.#learn(
      'user_name',
      this.#byName,
      names.filter((name) => ASKABLE.test(name)),
    );
  }

  /** Whom they name, as far as they may be read, in order of sys_id. */
  in(rows: readonly Row[]): readonly Row[] {
    const { ids, names } = namedIn(rows);
    const found = [...ids.map((id) => this.#byId.get(id)), ...names.map((name) => this.#byName.get(name))];
    const users = new Map(found.flatMap((row) => (row ? [[stored(row, 'sys_id'), row] as const] : [])));
    return [...users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  async #learn(column: 'sys_id' | 'user_name', known: Map<string, Row | null>, wanted: readonly string[]): Promise<void> {
    const unknown = [...new Set(wanted)].filter((one) => !known.has(one));
    for (let at = 0; at < unknown.length && !this.#isDenied; at += AT_ONCE) {
      const part = unknown.slice(at, at + AT_ONCE);
      for (const row of await this.#ask(`${column}IN${part.join(',')}`)) {
        this.#byId.set(stored(row, 'sys_id'), row);
        this.#byName.set(stored(row, 'user_name'), row);
      }
      for (const one of part) if (!known.has(one)) known.set(one, null);
    }
  }

  async #ask(query: string): Promise<readonly Row[]> {
    return this.#client.list({ table: 'sys_user', query: `${query}^ORDERBYsys_id`, columns: USER_COLUMNS, limit: 2 * AT_ONCE }).then(
      ({ rows }) => rows,
      (error: unknown) => {
        if (!(error instanceof SourceRefused) || error.status !== 403) throw error;
        this.#isDenied = true;
        return [];
      },
    );
  }
}

const NAMES = ['sys_created_by', 'sys_updated_by', 'user'];

function namedIn(rows: readonly Row[]): { readonly ids: readonly string[]; readonly names: readonly string[] } {
  const all = (columns: Iterable<string>) =>
    [...columns].flatMap((column) => rows.map((row) => stored(row, column))).filter((one) => one !== '');
  return { ids: [...new Set(all(PEOPLE))], names: [...new Set(all(NAMES))] };
}
