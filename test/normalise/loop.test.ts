import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { startNormaliseLoop, type NormaliseLoop } from '../../src/normalise/index.js';
import { hooksServer, send } from '../intake/hooks-server.js';
import { joinHub } from '../intake/join-hub.js';
import { testHub } from '../intake/test-hub.js';
import { takeAway } from '../intake/take-away.js';
import { until } from '../intake/until.js';
import { built } from '../setup/built.js';
import { freshDatabase } from '../setup/fresh-database.js';
import { eventsIn, pendingIn } from './events-in.js';
import { keepNotes } from './keep-notes.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function started(loop: NormaliseLoop): NormaliseLoop {
  cleanUp.push(() => loop.stop());
  return loop;
}

async function hubProcess(url: string, parts: 'door' | 'door+loop'): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [built('test/intake/hub-process.ts'), url, parts], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: address.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('the normalise loop', () => {
  it('is woken by a delivery long before it would look by itself', async () => {
    const hub = await testHub();
    cleanUp.push(hub.close);
    started(startNormaliseLoop(hub.runtime));
    const server = await hooksServer(hub.runtime);
    cleanUp.push(server.close);
    const waits: number[] = [];
    for (let id = 0; id < 5; id += 1) {
      await send(server.url, { notes: [{ id }] });
      const from = Date.now();
      await until('it is an event', async () => (await eventsIn(hub.sql)).length === id + 1);
      waits.push(Date.now() - from);
    }
    // Without the bell the look once a second would make the sum some 2.5 s.
    expect(waits.reduce((sum, one) => sum + one)).toBeLessThan(1_500);
  });

  it('stops when the ledger is broken, says so, and loses nothing', async () => {
    const database = await freshDatabase();
    cleanUp.push(database.drop);
    const { runtime, sql } = joinHub(database.url);
    cleanUp.push(() => sql.end({ timeout: 1 }));
    const loop = started(startNormaliseLoop(runtime));
    await keepNotes(sql, [{ id: 1 }]);
    await until('it stops', () => loop.state().health === 'STOPPED');
    expect(loop.state().sentence).toContain('The ledger has no head');
    expect(await pendingIn(sql)).toBe(1);
  });

  it('waits while the database is away and goes on by itself', async () => {
    const hub = await testHub();
    cleanUp.push(hub.close);
    const loop = started(startNormaliseLoop(hub.runtime));
    await keepNotes(hub.sql, [{ id: 1 }]);
    await until('the first is an event', async () => (await eventsIn(hub.sql)).length === 1);
    const back = await takeAway(hub.database.name);
    await until('the loop notices', () => loop.state().health === 'WAITING');
    expect(loop.state().sentence).toContain('the database does not answer');
    await back();
    await until('the loop goes on', () => loop.state().health === 'RUNNING');
    await keepNotes(hub.sql, [{ id: 2 }]);
    await until('the second is an event', async () => (await eventsIn(hub.sql)).length === 2);
  });

  it('makes events of everything that was answered 202 by a hub killed between keeping and reading', async () => {
    const hub = await testHub();
    cleanUp.push(hub.close);
    const { child, url } = await hubProcess(hub.database.url, 'door');
    const sent = await Promise.all(Array.from({ length: 50 }, (_, id) => send(url, { notes: [{ id }] })));
    await kill(child);
    expect(sent.every((one) => one.status === 202)).toBe(true);
    expect(await pendingIn(hub.sql)).toBe(50);
    started(startNormaliseLoop(hub.runtime));
    await until('all are events', async () => (await pendingIn(hub.sql)) === 0);
    expect(new Set((await eventsIn(hub.sql)).map((event) => event.subject)).size).toBe(50);
  });

  it('loses and doubles nothing when a hub that keeps and reads is killed under load', async () => {
    const hub = await testHub();
    cleanUp.push(hub.close);
    const { child, url } = await hubProcess(hub.database.url, 'door+loop');
    const answered = new Set<number>();
    const load = Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let id = lane; id < 5_000; id += 8) {
          const sent = await send(url, { notes: [{ id }] }).catch(() => null);
          if (sent === null) return;
          if (sent.status === 202) answered.add(id);
        }
      }),
    );
    await until('some were answered', () => answered.size > 150);
    await kill(child);
    await load;
    started(startNormaliseLoop(hub.runtime));
    await until('all are settled', async () => (await pendingIn(hub.sql)) === 0);
    const subjects = (await eventsIn(hub.sql)).map((event) => event.subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect([...answered].filter((id) => !subjects.includes(`release:paper-acme:${id}`))).toEqual([]);
  });
});
