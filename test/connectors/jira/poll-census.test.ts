import { afterEach, describe, expect, it } from 'vitest';
import { plusMs, type Instant } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { ANA, BEN, comment, issue, moved, timeOf, worldOf } from './world.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const many = (count: number) => Array.from({ length: count }, (_, index) => issue(index + 1));
const ids = (count: number) => many(count).map(({ id }) => id);

describe('a census', () => {
  it('lists the ids of what was created in the window, its end left out, over several pages', async () => {
    const { io } = await connect(worldOf(many(300)));
    const [stream] = await jira.poll.streams(io);
    if (!stream) throw new Error('no stream');
    const at = (second: number) => timeOf(second).replace('Z', '000Z') as Instant;
    expect(await jira.poll.census(stream, { from: at(21), to: at(241) }, io)).toEqual(ids(300).slice(20, 240));
    expect(await jira.poll.census(stream, { from: plusMs(at(21), 1), to: plusMs(at(22), 1) }, io)).toEqual(['10022']);
  });
});

it('counts nobody but accounts: what people are called can change without a new fact', async () => {
  const world = worldOf([issue(1, { histories: [moved(500, '1', '2', 9)], comments: [comment(30)] })]);
  const { io } = await connect(world);
  const bare = (events: ReturnType<typeof eventsOf>) =>
    JSON.stringify(events.map(({ identity }) => identity)).replace(/"login":"[^"]*",?/g, '');
  const before = bare(eventsOf((await pass(io)).records));
  for (const user of world.users) if ([ANA.accountId, BEN.accountId].includes(user.accountId)) user.displayName = `${user.displayName} II`;
  expect(bare(eventsOf((await pass(io)).records))).toBe(before);
});
