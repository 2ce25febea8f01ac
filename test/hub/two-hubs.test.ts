import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, startGitHub, type GitHub } from '../../src/sample/index.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { until } from '../intake/until.js';
import { payRepository, payWorld } from '../sample/small-world.js';
import { told } from './deployments.js';
import { expectRebuilt } from './rebuilt.js';
import { connectionsTo, embeddedPlace, externalPlace, GITHUB_TOKEN, SECRET, SOURCE, type ExternalPlace, type Place } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const TAKES_OVER_MS = 10_000;
/** Of the follower; the number that its loop locks. */
const FOLLOWING = 4_021_961;

let github: GitHub;
let place: ExternalPlace;
let otherPlace: Place;
let hubs: RunningHub[];
let sql: Sql;

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  const connections = connectionsTo({ [SOURCE]: github.url });
  place = await externalPlace({ connections });
  otherPlace = await embeddedPlace({ connections });
  // Each has a folder of its own, as on two machines; the data key is the same.
  await writeFile(`${otherPlace.folder}/data.key`, await readFile(`${place.folder}/data.key`));
  const otherEnv = { ...place.env, ...otherPlace.env, CHANGELINE_DATA_KEY_FILE: `${otherPlace.folder}/data.key` };
  hubs = await Promise.all([startHub(place.folder, place.env), startHub(otherPlace.folder, otherEnv)]);
  // As the hubs' own role: another one is not shown their ports.
  sql = openPool(place.database.url, { max: 1 });
});
afterAll(async () => {
  await sql.end();
  await Promise.all(hubs.map((hub) => hub.stop()));
  await github.close();
  await otherPlace.clear();
  await place.clear();
});

async function requested(hub: RunningHub | undefined): Promise<number> {
  const asked = await hub?.graphql('{ timeline(filter: { types: ["deployment.requested"] }, first: 1) { totalCount } }');
  return Number(asked?.['timeline']?.['totalCount']);
}

const message = (number: number, deliveryId: string) => deliveryOf(SECRET, told(github, payRepository(), number), { deliveryId });

// Which process holds a connection is read from /proc.
describe.skipIf(process.platform !== 'linux')('two hubs on one database', () => {
  it('start at the same moment on an empty database', () => expect(hubs).toHaveLength(2));

  it('take deliveries at both doors, and record each fact once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        const answers = await Promise.all(hubs.map((hub) => hub.hook(message(number, `delivery-${number}`))));
        expect(answers.map(({ status }) => status)).toEqual([202, 202]);
        return answers.map(({ body }) => String(body['delivery']));
      }),
    );
    for (const [one, other] of ids) expect(one).toBe(other);
    for (const hub of hubs) await until('forty are in the timeline', async () => (await requested(hub)) === 40);
  });

  it('go on within ten seconds when the one that follows is killed', async () => {
    const leader = await leading();
    const [first, second] = hubs;
    const [killed, left] = leader === 0 ? [first, second] : [second, first];
    await killed?.kill();
    const from = performance.now();
    expect(await left?.hook(message(40, 'delivery-40'))).toMatchObject({ status: 202 });
    await until('the other follows', async () => (await requested(left)) === 41, TAKES_OVER_MS);
    expect(performance.now() - from).toBeLessThan(TAKES_OVER_MS);
    hubs = left ? [left] : [];
  });

  it('leave read tables that a rebuild from the ledger gives to the letter', async () => {
    await hubs.pop()?.stop();
    await expectRebuilt(place);
  });
});

/** Which of the two holds the follower's lock: the one whose process opened that connection. */
async function leading(): Promise<number> {
  return until('one of them follows', async () => {
    const [row] = await sql<{ port: number }[]>`
      select a.client_port as port
      from pg_locks l
      join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.objid = ${FOLLOWING} and l.objsubid = 1 and a.datname = current_database()`;
    const ports = await Promise.all(hubs.map((hub) => portsOf(hub.pid)));
    const found = ports.findIndex((own) => own.has(row?.port ?? -1));
    return found < 0 ? null : { found };
  }).then(({ found }) => found);
}

/** Local ports of the TCP connections of a process. */
async function portsOf(pid: number): Promise<ReadonlySet<number>> {
  const links = await Promise.all((await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  const sockets = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const lines = (await readFile(`/proc/${pid}/net/tcp`, 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  return new Set(lines.filter((parts) => sockets.has(parts[9] ?? '')).map((parts) => parseInt(parts[1]?.split(':')[1] ?? '0', 16)));
}
