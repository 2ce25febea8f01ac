import { afterEach, describe, expect, it } from 'vitest';
import { type Review, worldOf } from '../../../src/sample/index.js';
import { commitsIn, connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, BEN, line, pay, pull, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const review = (id: number, more: Partial<Review> = {}): Review => ({
  id: 3_100_000_000 + id,
  author: BEN,
  state: 'APPROVED',
  body: '',
  commit: shaOf(2),
  submittedAt: timeOf(100 + id),
  ...more,
});
const pulls = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => pull(from + index));
const down = (from: number) => Array.from({ length: from }, (_, index) => from - index);
const keys = (numbers: readonly number[]) => numbers.map((number) => `pull_request:${String(3_000_000_000 + number)}`);

describe('reading pull requests', () => {
  it('brings all of them at first, newest first, with their 64-bit ids, and claims them and their reviews', async () => {
    const { io } = await connect(worldOf([pay(5, { pulls: pulls(1, 60) })]));
    const first = await pass(io, 'pull_requests');
    expect(first.records.map(({ key }) => key)).toEqual(keys(down(60)));
    expect(first.claims.map(({ collection, state }) => [collection, state])).toEqual([
      ['pull_requests', 'COMPLETE'],
      ['reviews', 'COMPLETE'],
    ]);
    expect(first.pages[0]?.total).toBe(60);
  });

  it('reads later only what was changed since', async () => {
    const repository = pay(5, { pulls: pulls(1, 60) });
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'pull_requests');
    const changed = repository.pulls[6];
    if (!changed) throw new Error('no seventh pull request');
    Object.assign(changed, { title: 'Another', updatedAt: new Date(Date.now() + 1000).toISOString() });
    const second = await pass(io, 'pull_requests', first.cursor);
    expect(second.records.map(({ key }) => key)).toEqual(keys([7]));
    expect((await pass(io, 'pull_requests', first.cursor)).claims).toHaveLength(2);
  });

  it('goes on where a first pass was interrupted, and claims no more than its beginning', async () => {
    const { io, server } = await connect(worldOf([pay(5, { pulls: pulls(1, 60) })]));
    const begun = await pass(io, 'pull_requests', null, 1);
    server.skewClock(3_600_000);
    const rest = await pass(io, 'pull_requests', begun.cursor);
    expect([...begun.records, ...rest.records].map(({ key }) => key)).toEqual(keys(down(60)));
    expect(rest.claims[0]?.upTo?.slice(0, 16)).toBe((begun.cursor as { startedAt: string }).startedAt.slice(0, 16));
  });

  it('14.6 opens, changes and reorders pull requests while the first pass goes down, and none slips past it and the next', async () => {
    const repository = pay(5, { pulls: pulls(1, 80) });
    const { io } = await connect(worldOf([repository]));
    const begun = await pass(io, 'pull_requests', null, 1);
    const now = () => new Date(Date.now() + 1000).toISOString();
    repository.pulls.push(pull(81, { createdAt: now(), updatedAt: now() }));
    // Two that the pass has not come to, and one that it has read.
    for (const number of [3, 40, 79]) Object.assign(repository.pulls[number - 1] ?? {}, { title: 'Another', updatedAt: now() });
    const rest = await pass(io, 'pull_requests', begun.cursor);
    expect([...begun.records, ...rest.records].map(({ key }) => key)).toEqual(keys(down(80)));
    const next = await pass(io, 'pull_requests', rest.cursor);
    expect(next.records.map(({ key }) => key).sort()).toEqual(keys([3, 40, 79, 81]).sort());
  });

  it('pages through what a pull request holds before it makes the record', async () => {
    const many = pull(1, { commits: line(1, 230).map(({ sha }) => sha), reviews: Array.from({ length: 170 }, (_, id) => review(id)) });
    const { io } = await connect(worldOf([pay(230, { pulls: [many] })]));
    const { records } = await pass(io, 'pull_requests');
    expect(records).toHaveLength(1);
    expect(commitsIn(records)).toEqual(
      line(1, 230)
        .map(({ sha }) => sha)
        .sort(),
    );
    expect(eventsOf(records).filter(({ type }) => type === 'review.submitted')).toHaveLength(170);
  });

  it('14.4 keeps what a dismissed review had said', async () => {
    const dismissed = pull(1, {
      reviews: [review(1, { state: 'DISMISSED' })],
      timeline: [
        {
          kind: 'ReviewDismissedEvent',
          id: 1,
          createdAt: timeOf(900),
          actor: ANA,
          review: 3_100_000_001,
          previousReviewState: 'APPROVED',
          message: null,
        },
      ],
    });
    const { io } = await connect(worldOf([pay(5, { pulls: [dismissed] })]));
    const events = eventsOf((await pass(io, 'pull_requests')).records);
    expect(events.find(({ type }) => type === 'review.submitted')?.core).toMatchObject({ state: 'APPROVED' });
    expect(events.find(({ type }) => type === 'review.dismissed')?.core).toMatchObject({ by: { $account: '501' } });
  });

  it('14.5 an approval, its dismissal by a push, and the approval of the same person again are three facts', async () => {
    const dismissal = {
      kind: 'ReviewDismissedEvent' as const,
      id: 1,
      createdAt: timeOf(150),
      actor: null,
      review: 3_100_000_001,
      previousReviewState: 'APPROVED' as const,
      message: null,
    };
    const reset = pull(1, { reviews: [review(1, { state: 'DISMISSED' }), review(2, { commit: shaOf(3) })], timeline: [dismissal] });
    const { io } = await connect(worldOf([pay(5, { pulls: [reset] })]));
    const told = eventsOf((await pass(io, 'pull_requests')).records).filter(({ type }) => type.startsWith('review.'));
    expect(told.map(({ type, core }) => [type, core['state'] ?? null]).sort()).toEqual([
      ['review.dismissed', null],
      ['review.submitted', 'APPROVED'],
      ['review.submitted', 'APPROVED'],
    ]);
    expect(new Set(told.map(({ identity }) => JSON.stringify(identity))).size).toBe(3);
  });

  it('calls reviews denied where the token may not read them, and reads all again once it may', async () => {
    const repository = pay(5, { pulls: [pull(1, { reviews: [review(1)] }), pull(2)] });
    const world = worldOf([repository], ['reviews']);
    const { io } = await connect(world);
    const first = await pass(io, 'pull_requests');
    expect(first.records).toHaveLength(2);
    expect(first.claims.map(({ collection, state }) => [collection, state])).toEqual([
      ['pull_requests', 'COMPLETE'],
      ['reviews', 'DENIED'],
    ]);
    expect(first.claims[1]?.reason).toMatch(/not accessible/);
    const second = await pass(io, 'pull_requests', first.cursor);
    expect(second.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'DENIED']);
    world.denied.delete('reviews');
    const third = await pass(io, 'pull_requests', second.cursor);
    expect(
      third.claims.map(({ state }) => state),
      'the old reviews are still unread',
    ).toEqual(['COMPLETE', 'DENIED']);
    const fourth = await pass(io, 'pull_requests', third.cursor);
    expect(fourth.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
    expect(eventsOf(fourth.records).some(({ type }) => type === 'review.submitted')).toBe(true);
  });
});
