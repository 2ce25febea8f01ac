import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sql } from '../../src/db/pool.js';
import { deploy, judge } from './deployed.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { connect, subscribe } from './socket.js';

const QUESTION = '{ deployments { nodes { verdicts { nodes { answer } } } } }';

let hub: RunningHub;
/** What is committed after the deployment was read, and before its verdicts are. */
let meanwhile: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  hub = await runHub(({ sql }) => ({ sql: interrupted(sql) }));
  await deploy(hub.sql, 1);
});
afterAll(() => hub.stop());
beforeEach(async () => {
  await hub.sql`delete from verdict`;
  meanwhile = async () => {
    meanwhile = () => Promise.resolve();
    await judge(hub.sql, { n: 1, answer: 'GAP', from: 1 });
  };
});

const answersIn = (data: Tree | null | undefined) =>
  list(data?.['deployments']?.['nodes']).flatMap((one) => list(one['verdicts']?.['nodes']).map(({ answer }) => String(answer)));

describe('what is committed between two statements of one answer', () => {
  it('is no part of it over HTTP, and of the next it is', async () => {
    expect(answersIn((await hub.ask(QUESTION)).data)).toEqual([]);
    expect(answersIn((await hub.ask(QUESTION)).data)).toEqual(['GAP']);
  });

  it('is no part of it over a socket, and of the next it is', async () => {
    const client = await connect(hub);
    const asked = async () => {
      const one = subscribe(client, QUESTION);
      await one.until(1);
      return answersIn(one.got[0]?.data);
    };
    expect(await asked()).toEqual([]);
    expect(await asked()).toEqual(['GAP']);
    await client.dispose();
  });
});

/** The pool, that waits for `meanwhile` before it reads verdicts. */
function interrupted(sql: Sql): Sql {
  return new Proxy(sql, {
    apply(target, self, call: unknown[]) {
      const made = Reflect.apply(target, self, call) as Promise<unknown>;
      if (!/from verdict|join verdict/.test(textOf(made))) return made;
      const then = made.then.bind(made);
      return Object.assign(made, { then: (...args: Parameters<typeof then>) => meanwhile().then(() => then(...args)) });
    },
    get: (target, name) =>
      name === 'reserve' ? async () => interrupted((await target.reserve()) as unknown as Sql) : (Reflect.get(target, name) as unknown),
  });
}

function textOf(query: unknown): string {
  const { strings, args } = (query ?? {}) as { readonly strings?: readonly string[]; readonly args?: readonly unknown[] };
  return Array.isArray(strings) ? strings.map((text: string, nth) => `${text} ${textOf(args?.[nth])}`).join('') : '';
}
