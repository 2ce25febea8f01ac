import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import { connected, type Connected, pass, TOKEN } from './reading.js';
import { deployment, merge, note, pay, pipeline, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const world = () =>
  worldOf(
    pay(3, {
      mergeRequests: [merge(1, { notes: [note(9, 'Hm', { system: false })] })],
      deployments: [deployment(10)],
      pipelines: [pipeline(80)],
    }),
  );
const places: [string, string, RegExp][] = [
  ['a list', 'merge_requests', /merge_requests\?/],
  ['notes', 'merge_requests', /notes/],
  ['versions', 'merge_requests', /versions/],
  ['states', 'merge_requests', /resource_state_events/],
  ['authors', 'merge_requests', /graphql/],
  ['commits', 'commits', /repository\/commits/],
  ['deployments', 'deployments', /deployments/],
  ['jobs', 'pipelines', /jobs/],
];

const thrown = async (io: Connected['io'], stream: string): Promise<Error> => {
  const error: unknown = await pass(io, stream).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Error)) throw new Error('the pass went through');
  return error;
};

/** All that somebody who logs the error would see. */
function shown(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  return [error.message, error.stack ?? '', JSON.stringify(error), error.cause === undefined ? '' : shown(error.cause)].join('\n');
}

describe.each(places)('when reading %s fails', (_, stream, match) => {
  it.each([429, 500, 502, 'html', 'truncated', 'reset'] as const)(
    'with %s, GitLab is unavailable, and works when asked again',
    async (fault) => {
      const { io, server } = await connect(world());
      server.fail({ match, times: 1, with: fault });
      const error = await thrown(io, stream);
      expect(error).toBeInstanceOf(SourceUnavailable);
      expect(error.message).toMatch(/^GitLab.*again.*\.$/s);
      expect((await pass(io, stream)).claims.length).toBeGreaterThan(0);
    },
  );

  it('with 401, the token is refused, and no secret stands in any error', async () => {
    const { io, server } = await connect(world());
    for (const fault of [401, 500, 'reset', 'html'] as const) {
      server.fail({ match, times: 1, with: fault });
      const error = await thrown(io, stream);
      if (fault === 401) expect(error).toBeInstanceOf(SourceRefused);
      expect(shown(error)).not.toContain(TOKEN);
    }
  });
});

it('says after how many seconds it may ask again', async () => {
  const { io, server } = await connect(world());
  server.fail({ match: /merge_requests\?/, times: 1, with: 429 });
  expect(await thrown(io, 'merge_requests')).toHaveProperty('retryAfterMs', 7_000);
});

describe('when GitLab refuses', () => {
  it('a list with 403, the sentence names the thing and the role', async () => {
    const of = worldOf(pay(3));
    of.forbidden.push(/^\/merge_requests/);
    const { io } = await connect(of);
    const error = await thrown(io, 'merge_requests');
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toMatch(/refused merge requests of acme\/pay: the token lacks "Reporter, and read_api" \(403 Forbidden\)/);
  });

  it.each([
    ['pipelines', /^\/pipelines/, ['builds DENIED', 'checks DENIED']],
    ['protections', /^\/protected_branches/, ['protections DENIED']],
    ['pushes', /^\/events/, ['branches DENIED']],
  ])('%s with 403, they are denied, and the others are read', async (stream, path, claims) => {
    const of = world();
    of.forbidden.push(path);
    const { io } = await connect(of);
    expect((await pass(io, stream)).claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(claims);
    expect((await pass(io, 'merge_requests')).claims).toHaveLength(2);
  });

  it('a project that is not there, or not shown, it stands on a stream of its own', async () => {
    const { io } = await connect(world(), { projects: ['acme/gone', 'acme/pay'] });
    const streams = await gitlab.poll.streams(io);
    expect(streams.map(({ name }) => name).slice(0, 2)).toEqual(['unreadable/acme/gone', '4711/repository']);
    const [gone] = streams;
    if (!gone) throw new Error('no stream');
    const reading = async () => {
      for await (const _ of gitlab.poll.read(gone, null, io)) throw new Error('a page of nothing');
    };
    await expect(reading()).rejects.toThrow(/does not have project acme\/gone, or does not show it/);
  });

  it('without a token in the configuration nothing is asked', async () => {
    const { io, server } = await connect(world(), {}, '');
    await expect(gitlab.poll.streams(io)).rejects.toThrow(/has no token/);
    expect(server.requests()).toEqual([]);
  });

  it('what has another shape than GitLab documents is no answer of GitLab', async () => {
    const { io } = await connect(world());
    const fetch = () => Promise.resolve(new Response('{"hello":1}', { status: 200, headers: { 'content-type': 'application/json' } }));
    await expect(gitlab.poll.streams({ ...io, http: { ...io.http, fetch } })).rejects.toThrow(SourceUnavailable);
  });
});
