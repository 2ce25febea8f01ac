import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf, type RawRecord, SourceRefused, SourceUnavailable } from '#contract';
import jenkins from '../../../connectors/jenkins/index.js';
import { eventsOf, ioOf, pass, TOKEN } from './reading.js';
import { type StandIn, standIn } from '../../../src/sample/jenkins/stand-in.js';
import { type Build, build, MIDNIGHT } from '../../../src/sample/jenkins/world.js';

let tool: StandIn;
beforeEach(async () => void (tool = await standIn(TOKEN)));
afterEach(() => tool.close());

const numbersIn = (records: readonly RawRecord[]) => records.map(({ key }) => Number(/^build:(\d+)/.exec(key)?.[1]));
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);
const has = (...builds: readonly Build[]) => void tool.jobs.set('pay', { builds });
const many = (count: number, more: Partial<Build> = {}) => down(count, 1).map((number) => build(number, more));

describe('a first reading', () => {
  it('reads the newest build first, each once, and claims at its end', async () => {
    has(...many(120));
    const { records, pages, claims } = await pass(ioOf(tool));
    expect(numbersIn(records)).toEqual(down(120, 1));
    expect(pages.filter(({ claims: each }) => each !== undefined)).toHaveLength(1);
    expect(claims).toMatchObject([{ collection: 'builds', state: 'COMPLETE' }]);
  });

  it('goes on after it was killed, and reads no page twice', async () => {
    has(...many(120));
    const first = await pass(ioOf(tool), null, 1);
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn([...first.records, ...second.records])).toEqual(down(120, 1));
  });

  it('14.6 misses nothing when builds come, and are deleted, between two pages', async () => {
    has(...many(120));
    const first = await pass(ioOf(tool), null, 1);
    has(
      ...down(123, 1)
        .filter((number) => number > 110 || number < 100)
        .map((number) => build(number)),
    );
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn(second.records)).toEqual(down(70, 1));
    const third = await pass(ioOf(tool), second.cursor);
    expect(numbersIn(third.records)).toEqual([123, 122, 121]);
  });

  it('14.6 steps back when more was deleted than is listed twice', async () => {
    has(...many(120));
    const first = await pass(ioOf(tool), null, 1);
    has(
      ...down(120, 1)
        .filter((number) => number > 110 || number < 71)
        .map((number) => build(number)),
    );
    expect(numbersIn((await pass(ioOf(tool), first.cursor)).records)).toEqual(down(70, 1));
  });

  it('of a job without builds is complete, too', async () => {
    has();
    const { records, claims } = await pass(ioOf(tool));
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ state: 'COMPLETE' }]);
  });
});

describe('a later reading', () => {
  it('brings new builds, and those that ran', async () => {
    has(build(2, { result: null }), build(1));
    const { cursor } = await pass(ioOf(tool));
    has(build(3), build(2, { result: 'FAILURE' }), build(1));
    const { records, cursor: after } = await pass(ioOf(tool), cursor);
    expect(numbersIn(records)).toEqual([3, 2]);
    expect(eventsOf(records).at(-1)?.core).toMatchObject({ conclusion: 'FAILURE' });
    expect((await pass(ioOf(tool), after)).records).toEqual([]);
  });

  it('reads a build for as long as it runs, and forgets one that is gone', async () => {
    has(build(1, { result: null }));
    const first = await pass(ioOf(tool));
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn(second.records)).toEqual([1]);
    has();
    const third = await pass(ioOf(tool), second.cursor);
    expect(third.records).toEqual([]);
  });

  it.each([
    ['has fewer builds than before', 3],
    ['has more builds than before', 12],
  ])('14.8 reads a job anew that was made again and %s', async (_, count) => {
    has(...many(8));
    const first = await pass(ioOf(tool));
    has(...down(count, 1).map((number) => build(number, { timestamp: MIDNIGHT + 86_400_000 + number, queueId: 5_000 + number })));
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn(second.records)).toEqual(down(count, 1));
    const subjects = (records: readonly RawRecord[]) => eventsOf(records).map(({ subject }) => subject.$ref[1]);
    expect(subjects(second.records).some((each) => subjects(first.records).includes(each))).toBe(false);
  });

  it('14.3 tells two builds of one moment apart', async () => {
    has(build(2, { timestamp: MIDNIGHT }), build(1, { timestamp: MIDNIGHT }));
    const events = eventsOf((await pass(ioOf(tool))).records);
    expect(new Set(events.map(({ subject }) => subject.$ref[1])).size).toBe(2);
  });
});

describe('jobs', () => {
  it('are found in folders, and one that is refused stops no other', async () => {
    tool.jobs.set('payments', { isFolder: true, builds: [] });
    tool.jobs.set('payments/build', { builds: [build(1)] });
    tool.jobs.set('payments/deploy', { isFolder: true, builds: [] });
    tool.jobs.set('payments/deploy/main', { builds: [] });
    tool.forbidden.add('secret');
    const deployments = [{ job: 'payments/deploy', environment: 'production' }];
    const io = ioOf(tool, { jobs: ['secret', 'payments'], deployments });
    const streams = await jenkins.poll.streams(io);
    expect(streams.map(({ name }) => name)).toEqual(['secret/builds', 'payments/build/builds', 'payments/deploy/main/deployments']);
    await expect(pass(io)).rejects.toThrow('the user lacks Job/Read');
  });

  it('that are refused or hidden are named with tool, thing and permission', async () => {
    tool.jobs.set('pay', { builds: [] });
    tool.forbidden.add('secret');
    const claims = await jenkins.poll.permissions?.(ioOf(tool, { jobs: ['pay', 'secret', 'hidden'] }));
    expect(claims?.map(({ denied }) => denied)).toEqual([
      null,
      expect.stringMatching(/^Jenkins refused the job secret: .*Job\/Read/),
      expect.stringMatching(/^Jenkins does not have the job hidden, or hides it .*Job\/Read/),
    ]);
  });
});

describe('what is refused', () => {
  it('is the whole reading with a token that is not accepted, or when nobody answers', async () => {
    has(build(1));
    await expect(pass(ioOf(tool, {}, 'another-token'))).rejects.toThrow(SourceRefused);
    await expect(pass(ioOf(tool, {}, ''))).rejects.toThrow('set `token`');
    for (const status of [429, 503]) {
      tool.refuses = status;
      await expect(pass(ioOf(tool))).rejects.toThrow(SourceUnavailable);
    }
    tool.refuses = 200;
    await expect(pass(ioOf(tool))).rejects.toThrow(SourceUnavailable);
  });
});

describe('a doorbell', () => {
  const ring = (reference: { readonly [name: string]: string | number }, more: object = {}) =>
    jenkins.poll.fetch({ collection: 'builds', reference }, ioOf(tool, more));

  it('14.1 brings the same record as the poll', async () => {
    has(build(1, { user: 'ana' }));
    const { records } = await ring({ job: 'pay', number: 1 });
    expect(records).toEqual((await pass(ioOf(tool))).records);
  });

  it('reads nothing of a build that is gone, nor of a job that is not read', async () => {
    has(build(1));
    tool.jobs.set('payroll', { builds: [build(1)] });
    expect((await ring({ job: 'pay', number: 7 })).records).toEqual([]);
    expect((await ring({ job: 'payroll', number: 1 })).records).toEqual([]);
  });

  it('by the id that the census lists finds its build', async () => {
    has(build(2), build(1));
    const io = ioOf(tool);
    const [stream] = await jenkins.poll.streams(io);
    const window = { from: instantOf((MIDNIGHT + 120_000) * 1000), to: instantOf((MIDNIGHT + 180_000) * 1000) };
    const ids = await jenkins.poll.census(stream!, window, io);
    expect(ids).toEqual([`2-${String(MIDNIGHT + 120_000)}-1002`]);
    const bell = jenkins.poll.roots?.(stream!)?.bell(ids[0]!);
    expect(numbersIn((await jenkins.poll.fetch(bell!, io)).records)).toEqual([2]);
    expect(eventsOf((await pass(io)).records).map(({ subject }) => subject.$ref[1])).toContain(ids[0]);
  });
});
