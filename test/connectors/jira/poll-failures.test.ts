import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import { connected, type Connected, pass, TOKEN } from './reading.js';
import { approval, comment, issue, moved, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const world = () => worldOf([issue(1, { histories: [moved(500, '1', '2', 9)], comments: [comment(30)], approvals: [approval(7)] })]);
const places: [string, RegExp][] = [
  ['the list', /search\/jql/],
  ['a changelog', /changelog/],
  ['comments', /comment/],
  ['approvals', /approval/],
];

const thrown = async (io: Connected['io']): Promise<Error> => {
  const error: unknown = await pass(io).then(
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

describe.each(places)('when reading %s fails', (_, match) => {
  it.each([429, 500, 502, 'html', 'truncated', 'reset'] as const)(
    'with %s, Jira is unavailable, and works when asked again',
    async (fault) => {
      const { io, server } = await connect(world());
      server.fail({ match, times: 1, with: fault });
      const error = await thrown(io);
      expect(error).toBeInstanceOf(SourceUnavailable);
      expect(error.message).toMatch(/^Jira.*again.*\.$/s);
      expect((await pass(io)).claims).toHaveLength(2);
    },
  );

  it('with 401, the token is refused', async () => {
    const { io, server } = await connect(world());
    server.fail({ match, times: 1, with: 401 });
    const error = await thrown(io);
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toMatch(/did not accept the token/);
  });

  it('no secret stands in the error', async () => {
    const { io, server } = await connect(world());
    const basic = Buffer.from(`reader@acme.example:${TOKEN}`).toString('base64');
    for (const fault of [401, 500, 'reset', 'html'] as const) {
      server.fail({ match, times: 1, with: fault });
      const text = shown(await thrown(io));
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(basic);
    }
  });
});

describe('when Jira refuses', () => {
  it.each([
    ['the list', /search\/jql/],
    ['a changelog', /changelog/],
    ['comments', /comment/],
  ])('%s with 403, a person must act, and is told what to do', async (_, match) => {
    const { io, server } = await connect(world());
    server.fail({ match, times: 1, with: 403 });
    const error = await thrown(io);
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toMatch(/lacks "Browse projects".*Grant it/);
  });

  it('a project that it does not show, its name stands in the sentence', async () => {
    const { io } = await connect(world(), { projects: ['GONE'] });
    const error = await thrown(io);
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toMatch(/project GONE/);
  });

  it('a token that it does not know, or there is none', async () => {
    const wrong = await connect(world(), {}, 'wrong');
    expect((await thrown(wrong.io)).message).toMatch(/did not accept the token/);
    expect((await thrown({ ...wrong.io, secret: () => undefined })).message).toMatch(/no token/);
  });

  it('too many requests, it is unavailable for as long as it says', async () => {
    const { io, server } = await connect(world());
    server.limit({ perWindow: 1, windowMs: 60_000 });
    const error = await thrown(io);
    expect(error).toBeInstanceOf(SourceUnavailable);
    expect((error as SourceUnavailable).retryAfterMs).toBeGreaterThan(0);
  });
});

it('accepts a bearer token where no e-mail address is configured', async () => {
  const { io } = await connect(world(), { email: undefined });
  expect((await pass(io)).records).toHaveLength(1);
});

it('has a name of its own for a project whose key would change the query', async () => {
  await expect(connect(world(), { projects: ['PAY" OR project = "OPS'] })).rejects.toThrow(/project key/);
});
