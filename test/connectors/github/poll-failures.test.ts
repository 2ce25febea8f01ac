import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import github from '../../../connectors/github/index.js';
import { type Fault, worldOf } from '../../../src/sample/index.js';
import { commitsIn, connected, type Connected, eventsOf, pass, type Passed, TOKEN } from './reading.js';
import { deployment, pay, pull, shaOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

describe('when GitHub fails', () => {
  const refusing: [Fault, RegExp][] = [
    [401, /did not accept the token/],
    [403, /refused .* of acme\/pay: the token lacks "/],
    [404, /does not have .* of acme\/pay, or does not show it/],
  ];
  const failing: Fault[] = [429, 500, 502, 'html', 'truncated', 'reset'];
  const streams = ['commits', 'tags', 'pull_requests', 'deployments', 'releases'];
  const own = /graphql|\/(deployments|releases)/;

  describe.each(streams)('reading %s', (stream) => {
    it.each(refusing)('is refused by status %s with a sentence that says what to do', async (fault, sentence) => {
      const { io, server } = await connect(worldOf([pay(3)]));
      server.fail({ match: own, times: 1, with: fault });
      const error: unknown = await pass(io, stream).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceRefused);
      expect((error as SourceRefused).status).toBe(fault);
      expect((error as SourceRefused).message).toMatch(sentence);
      expect((error as SourceRefused).message).not.toContain(TOKEN);
    });

    it.each(failing)('is unavailable at %s, and works when asked again', async (fault) => {
      const { io, server } = await connect(worldOf([pay(3)]));
      server.fail({ match: own, times: 1, with: fault });
      const error: unknown = await pass(io, stream).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceUnavailable);
      expect((error as SourceUnavailable).message).toMatch(/^GitHub.*again.*\.$/s);
      expect((await pass(io, stream)).claims.length).toBeGreaterThan(0);
    });
  });

  it('calls a used-up budget unavailable, although GitHub answers 403', async () => {
    const { io, server } = await connect(worldOf([pay(3)]));
    server.limit({ perWindow: 1, windowMs: 60_000 });
    await expect(pass(io, 'releases')).rejects.toBeInstanceOf(SourceUnavailable);
  });

  it('refuses a token that GitHub does not know, and none at all', async () => {
    const wrong = await connect(worldOf([pay(3)]), {}, 'wrong');
    await expect(github.poll.streams(wrong.io)).rejects.toThrow(/did not accept the token/);
    await expect(github.poll.streams({ ...wrong.io, secret: () => undefined })).rejects.toThrow(/no token/);
  });
});

describe('when names change', () => {
  it('14.8 reads a renamed repository under the streams of its id', async () => {
    const repository = pay(3);
    const { io } = await connect(worldOf([repository]));
    const before = (await github.poll.streams(io)).map(({ name }) => name);
    repository.formerNames.push('acme/pay');
    repository.name = 'payments';
    const after = await github.poll.streams(io);
    expect(after.map(({ name }) => name)).toEqual(before);
    expect(after[0]?.label).toBe('acme/payments repository');
    const [named] = eventsOf((await pass(io, 'repository')).records);
    expect(named).toMatchObject({ type: 'repository.renamed', core: { name: 'acme/payments' } });
    expect(commitsIn((await pass(io, 'commits')).records)).toHaveLength(3);
  });

  it('14.8 tells a name that came back from the first one, and a name that stayed as the same fact', async () => {
    const repository = pay(3);
    const { io } = await connect(worldOf([repository]));
    const said: string[] = [];
    let cursor: Passed['cursor'] = null;
    for (const name of ['pay', 'payments', 'pay', 'pay', 'payments']) {
      if (name !== repository.name) repository.formerNames.push(`acme/${repository.name}`);
      repository.name = name;
      const read = await pass(io, 'repository', cursor);
      cursor = read.cursor;
      said.push(...eventsOf(read.records).map(({ identity }) => JSON.stringify([identity.transition, ...(identity.discriminator ?? [])])));
    }
    const owner = said.filter((one) => one.startsWith('["owned"'));
    expect(new Set(owner).size).toBe(1);
    expect(said.filter((one) => !owner.includes(one))).toEqual([
      '["named","acme/pay","1"]',
      '["named","acme/payments","2"]',
      '["named","acme/pay","3"]',
      '["named","acme/pay","3"]',
      '["named","acme/payments","4"]',
    ]);
  });

  it('lets one repository that cannot be read stand alone, with its refusal', async () => {
    const { io } = await connect(worldOf([pay(3)]), { repositories: ['acme/gone', 'acme/pay'] });
    const streams = await github.poll.streams(io);
    expect(streams.map(({ name }) => name)).toContain('4711/commits');
    const gone = streams.find(({ name }) => name === 'unreadable/acme/gone');
    if (!gone) throw new Error('the unreadable repository has no stream');
    const read = async () => {
      for await (const page of github.poll.read(gone, null, io)) expect(page.records).toEqual([]);
    };
    await expect(read()).rejects.toThrow(/acme\/gone/);
  });
});

describe('a doorbell', () => {
  const repository = () => pay(120, { pulls: [pull(1, { commits: [shaOf(2)] })], deployments: [deployment(9)] });
  const where = { repository: '4711', fullName: 'acme/pay' };

  it.each([
    ['commits', { ...where, sha: shaOf(110) }, 100, 'commit.recorded'],
    ['pull_requests', { ...where, number: 1 }, 1, 'pull_request.opened'],
    ['deployments', { ...where, id: '9' }, 1, 'deployment.requested'],
  ])('for %s brings what it names, and claims nothing', async (collection, reference, count, type) => {
    const { io } = await connect(worldOf([repository()]));
    const { records, claims } = await github.poll.fetch({ collection, reference }, io);
    expect(records).toHaveLength(count);
    expect(claims).toBeUndefined();
    expect(eventsOf(records).map((event) => event.type)).toContain(type);
  });

  it('for a name wakes the reading that counts the names', async () => {
    const { io } = await connect(worldOf([repository()]));
    expect(await github.poll.fetch({ collection: 'repository', reference: where }, io)).toEqual({
      records: [],
      wakes: ['4711/repository'],
    });
  });

  it('for something that GitHub does not have is refused', async () => {
    const { io } = await connect(worldOf([repository()]));
    await expect(github.poll.fetch({ collection: 'pull_requests', reference: { ...where, number: 404 } }, io)).rejects.toThrow(
      /#404 of acme\/pay/,
    );
    await expect(github.poll.fetch({ collection: 'commits', reference: { ...where, sha: 'e'.repeat(40) } }, io)).rejects.toThrow(
      /does not have commit e/,
    );
    await expect(github.poll.fetch({ collection: 'wishes', reference: where }, io)).rejects.toThrow(/names nothing/);
  });

  it('gives the same records as the poll', async () => {
    const { io } = await connect(worldOf([repository()]));
    const polled = await pass(io, 'pull_requests');
    const { records } = await github.poll.fetch({ collection: 'pull_requests', reference: { ...where, number: 1 } }, io);
    expect(JSON.parse(JSON.stringify(records))).toEqual(polled.records);
  });
});
