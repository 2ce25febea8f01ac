import { afterEach, describe, expect, it } from 'vitest';
import { type WorkflowRun, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, pay, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const run = (id: number, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id,
  attempt: 1,
  name: 'CI',
  workflow: 12,
  sha: shaOf(3),
  branch: 'main',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  createdAt: timeOf(id),
  startedAt: timeOf(id),
  updatedAt: timeOf(id + 60),
  actor: ANA,
  suite: 7,
  ...more,
});
const told = (records: Parameters<typeof eventsOf>[0]) =>
  eventsOf(records).map(({ type, subject, core }) =>
    [type.slice(6), ...subject.$ref.slice(1), core['conclusion']].filter(Boolean).join(' '),
  );

describe('reading workflow runs', () => {
  it('brings all of them, and later the new ones only', async () => {
    const repository = pay(5, { workflowRuns: Array.from({ length: 130 }, (_, index) => run(index + 1)) });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'builds');
    expect(first.records).toHaveLength(130);
    expect(first.claims).toMatchObject([{ collection: 'builds', state: 'COMPLETE' }]);
    repository.workflowRuns.push(run(131, { conclusion: 'failure' }));
    const before = server.requests().length;
    const second = await pass(io, 'builds', first.cursor);
    expect(told(second.records)).toEqual(['started 131 1', 'finished 131 1 FAILURE']);
    expect(server.requests().length - before).toBeLessThan(5);
  });

  it('reads again what has not ended, and what is run again within a day', async () => {
    const now = new Date().toISOString();
    const repository = pay(5, { workflowRuns: [run(1, { status: 'in_progress', conclusion: null, createdAt: now })] });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'builds');
    expect(told(first.records)).toEqual(['started 1 1']);
    repository.workflowRuns[0] = run(1, { conclusion: 'failure', createdAt: now });
    repository.workflowRuns.push(run(1, { attempt: 2, createdAt: now }));
    const second = await pass(io, 'builds', first.cursor);
    expect(told(second.records)).toEqual(['started 1 1', 'finished 1 1 FAILURE', 'started 1 2', 'finished 1 2 SUCCESS']);
    server.skewClock(25 * 3_600_000);
    const third = await pass(io, 'builds', second.cursor);
    expect(third.cursor).toMatchObject({ open: [] });
  });

  it('ignores a run that is queued, and waits for it', async () => {
    const repository = pay(5, { workflowRuns: [run(1, { status: 'queued', conclusion: null, createdAt: new Date().toISOString() })] });
    const { io } = await connect(worldOf([repository]));
    const { records, cursor } = await pass(io, 'builds');
    expect(records).toHaveLength(1);
    expect(told(records)).toEqual([]);
    expect(cursor).toMatchObject({ open: [{ id: '1' }] });
  });

  it("ends with DENIED, in GitHub's words, where the token may not read them", async () => {
    const { io } = await connect(worldOf([pay(5)], ['actions']));
    const { claims } = await pass(io, 'builds');
    expect(claims).toMatchObject([{ collection: 'builds', state: 'DENIED' }]);
    expect(claims[0]?.reason).toMatch(/^GitHub refused workflow runs of acme\/pay: .*"Actions: read".*not accessible/);
  });
});
