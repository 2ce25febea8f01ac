import { afterEach, describe, expect, it } from 'vitest';
import gitlab from '../../../connectors/gitlab/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, commit, deployment, incident, merge, pay, pipeline, shaOf, timeOf, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

describe('a doorbell', () => {
  const project = () =>
    pay(3, {
      mergeRequests: [merge(1)],
      deployments: [deployment(10)],
      pipelines: [pipeline(80)],
      incidents: [incident(5)],
      releases: [{ tag: 'v1/a', name: 'One', author: ANA, at: timeOf(50), upcoming: false }],
    });

  it.each([
    ['merge_requests', { collection: 'pull_requests', reference: { project: '4711', iid: 1 } }],
    ['merge_requests', { collection: 'pull_requests', reference: { project: '4711', id: '300001' } }],
    ['deployments', { collection: 'deployments', reference: { project: '4711', id: '10' } }],
    ['pipelines', { collection: 'builds', reference: { project: '4711', id: '80' } }],
    ['incidents', { collection: 'incidents', reference: { project: '4711', iid: 5 } }],
    ['releases', { collection: 'releases', reference: { project: '4711', tag: 'v1/a' } }],
  ])('brings the same record of %s as the poll, and claims nothing', async (stream, bell) => {
    const { io } = await connect(worldOf(project()));
    const polled = await pass(io, stream);
    const { records, claims } = await gitlab.poll.fetch(bell, io);
    expect(JSON.parse(JSON.stringify(records))).toEqual(polled.records);
    expect(records).toHaveLength(1);
    expect(claims).toBeUndefined();
  });

  it('for what GitLab does not have is refused, with a sentence', async () => {
    const { io } = await connect(worldOf(project()));
    const of = (collection: string, reference: object) => gitlab.poll.fetch({ collection, reference: reference as never }, io);
    await expect(of('pull_requests', { project: '4711', iid: 9 })).rejects.toThrow(/does not have what a doorbell for pull_requests/);
    await expect(of('pull_requests', { project: '4711', id: '9' })).rejects.toThrow(/does not have/);
    await expect(of('wishes', {})).rejects.toThrow(/names nothing/);
  });

  it('for a project that was renamed wakes the stream that counts its names', async () => {
    const { io } = await connect(worldOf(project()));
    expect(await gitlab.poll.fetch({ collection: 'project', reference: { project: '4711' } }, io)).toEqual({
      records: [],
      wakes: ['4711/repository'],
    });
  });
});

describe('what a deployment names', () => {
  it('14.13 is read at once: a commit with those before it, and the paths of a merge beside each parent', async () => {
    const commits = [commit(1, []), commit(2, [1]), commit(3, [1]), commit(4, [2, 3])];
    const files = new Map([
      [shaOf(4), ['src/pay.ts', 'src/limit.ts']],
      [`${shaOf(3)}..${shaOf(4)}`, ['src/limit.ts']],
    ]);
    const { io } = await connect(worldOf(pay(0, { commits, files, branches: new Map([['main', shaOf(4)]]) })));
    const brought = async (collection: 'commit' | 'paths') => {
      const bell = gitlab.poll.named?.({ scope: 'repository:gitlab-acme:4711', collection, item: shaOf(4) }, io.config);
      if (!bell) throw new Error('nothing to ring');
      return eventsOf((await gitlab.poll.fetch(bell, io)).records);
    };
    expect((await brought('commit')).map(({ core }) => core['sha'])).toEqual([4, 3, 2, 1].map(shaOf));
    expect((await brought('paths')).map(({ seen }) => seen)).toEqual([
      { paths: ['src/limit.ts', 'src/pay.ts'], whole: true, merge: true, own: ['src/limit.ts'] },
    ]);
  });

  it('is no ticket of GitLab', async () => {
    const { io } = await connect(worldOf(pay(1)));
    expect(gitlab.poll.named?.({ scope: 'repository:gitlab-acme:4711', collection: 'ticket', item: 'PAY-1' }, io.config)).toBeNull();
  });
});
