import { createHmac, randomUUID } from 'node:crypto';
import servicenow from '../../../connectors/servicenow/index.js';
import { happen, type Step } from '../../connectors/servicenow/any-history.js';
import { type Instance, instance } from '../../../src/sample/servicenow/server.js';
import { approval, change, furnish, id, put, task, timeOf } from '../../connectors/servicenow/world.js';
import { anyConnector, post, secondsOf, type Story } from './story.js';

const SECRET = 'secret-of-servicenow-in-these-tests';
const PASSWORD = 'password-of-servicenow-in-these-tests';
const USER = 'changeline';
/** From when on `happen` counts. */
const NINE_S = 30 * 86_400 + 9 * 3_600;
const stored = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** A change of each part is inserted, planned, approved, implemented and closed; in the second one the first change is deleted. */
export const servicenowStory: Story = {
  async open(clock) {
    const world = await instance(`Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`);
    furnish(world);
    world.before = () => void (world.now = stored(clock.nowMs()));
    const config = servicenow.config.parse({
      ...{ url: world.url, username: USER, password: { env: 'X' }, webhookSecret: { env: 'Y' }, checkpoints: true },
    });
    return {
      source: {
        name: 'servicenow-acme',
        connector: anyConnector(servicenow),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'password' ? PASSWORD : SECRET],
      },
      collections: 10,
      part: (nth, startMs) => {
        const start = secondsOf(startMs) - NINE_S;
        const bodies = [
          ...inserted(world, nth + 1, startMs),
          ...LIFE.map((step, at) => happened(world, { nth: nth + 1, start, at }, step)),
        ];
        if (nth === 1) bodies.push(removed(world, startMs));
        return bodies.map((body) => (door) => post(door, body, signed(body)));
      },
      onlyByWebhook: [],
      read: ['ticket.field_changed'],
      close: () => world.close(),
    };
  },
};

const LIFE: readonly Pick<Step, 'kind' | 'values' | 'by'>[] = [
  { kind: 'change', values: { backout_plan: 'Put the old image back', risk: '3' }, by: 'ana.ruiz' },
  { kind: 'change', values: { state: '-3', approval: 'requested' }, by: 'ana.ruiz' },
  { kind: 'approval', values: { state: 'approved' }, by: 'ben.okafor' },
  { kind: 'change', values: { state: '-2', approval: 'approved' }, by: 'ben.okafor' },
  { kind: 'affected', values: {}, by: 'ana.ruiz' },
  { kind: 'change', values: { state: '-1' }, by: 'ana.ruiz' },
  { kind: 'task', values: { state: '3' }, by: 'ana.ruiz' },
  { kind: 'change', values: { state: '3', close_code: 'successful' }, by: 'ana.ruiz' },
];

function happened(world: Instance, { nth, start, at }: { nth: number; start: number; at: number }, step: (typeof LIFE)[number]): string {
  return JSON.stringify(happen(world, { ...step, nth, later: 0 }, start + 30 + at * 40, nth * 10 + at));
}

function inserted(world: Instance, number: number, startMs: number): string[] {
  const at = timeOf(secondsOf(startMs));
  const times = { opened_at: at, sys_created_on: at, sys_updated_on: at };
  put(world, 'change_request', change(number, times));
  put(world, 'change_task', task(number, number, times));
  put(world, 'sysapproval_approver', approval(number, number, times));
  const tables = { change_request: 'chg', change_task: 'ctask', sysapproval_approver: 'appr' };
  return Object.entries(tables).map(([table, kind]) =>
    JSON.stringify({ table, sys_id: id(kind, number), operation: 'insert', sys_mod_count: '0', sys_updated_on: at, by: id('user', 1) }),
  );
}

/** Deletions are not audited here: a census finds it, and its delivery says who and when. */
function removed(world: Instance, startMs: number): string {
  const gone = id('chg', 1);
  world.rows.set(
    'change_request',
    (world.rows.get('change_request') ?? []).filter((row) => row['sys_id'] !== gone),
  );
  const at = timeOf(secondsOf(startMs) + 500);
  return JSON.stringify({
    table: 'change_request',
    sys_id: gone,
    operation: 'delete',
    sys_mod_count: '9',
    sys_updated_on: at,
    by: id('user', 1),
  });
}

/** As the script of the README signs. */
function signed(body: string) {
  const [own, time] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const signature = createHmac('sha256', SECRET).update(`${own}.${time}.${body}`).digest('base64');
  return { 'webhook-id': own, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}
