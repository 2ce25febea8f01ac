import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { connected, type Connected, idsIn, pass } from './reading.js';
import { incident, TOKEN, worldOf } from '../../../src/sample/pagerduty/world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.tool.close());

const world = () => worldOf([incident(1, 100), incident(2, 200)]);
const thrown = async (reading: Promise<unknown>): Promise<Error> => {
  const error: unknown = await reading.then(
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

describe.each([
  ['the list of incidents', /\/incidents\?since/],
  ['related change events', /related_change_events/],
])('when reading %s fails', (_, match) => {
  it.each([429, 500, 502, 'html', 'truncated', 'reset'] as const)(
    'with %s, PagerDuty is unavailable, and works when asked again',
    async (fault) => {
      const { io, tool } = await connect(world());
      tool.fail({ match, times: 1, with: fault });
      const error = await thrown(pass(io));
      expect(error).toBeInstanceOf(SourceUnavailable);
      expect(error.message).toMatch(/^PagerDuty.*again.*\.$/s);
      expect((await pass(io)).claims).toHaveLength(1);
    },
  );

  it('the token stands in no error', async () => {
    const { io, tool } = await connect(world());
    for (const fault of [401, 500, 'reset', 'html'] as const) {
      tool.fail({ match, times: 1, with: fault });
      const error = await thrown(pass(io));
      expect(error).toBeInstanceOf(fault === 401 ? SourceRefused : SourceUnavailable);
      expect(shown(error)).not.toContain(TOKEN);
    }
  });
});

describe('when PagerDuty refuses', () => {
  it('incidents, its sentence names them and the scope', async () => {
    const { io } = await connect({ ...world(), denied: new Set(['incidents']) });
    const error = await thrown(pass(io));
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toBe(
      'PagerDuty refused incidents: the token lacks "incidents.read" (Access Denied). Use a read-only key of the account, or one with this scope.',
    );
  });

  it('the token, or there is none', async () => {
    const wrong = await connect(world(), {}, 'wrong');
    expect((await thrown(pass(wrong.io))).message).toMatch(/did not accept the token/);
    expect((await thrown(pass({ ...wrong.io, secret: () => undefined }))).message).toMatch(/no token/);
  });

  it('change events, incidents are read all the same, and it is on record', async () => {
    const { io } = await connect({ ...world(), denied: new Set(['changes']) });
    const { records, claims } = await pass(io);
    expect(idsIn(records)).toEqual(['PINC000002', 'PINC000001']);
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(['incidents COMPLETE', 'change_events DENIED']);
  });

  it('too many requests, it is asked again when its limit is reset', async () => {
    const { io, tool } = await connect(world());
    tool.limit = 1;
    const error = await thrown(pass(io));
    expect(error).toBeInstanceOf(SourceUnavailable);
    expect((error as SourceUnavailable).retryAfterMs).toBe(20_000);
  });
});

describe('the permissions of a token', () => {
  const asked = async ({ io }: Connected) =>
    ((await pagerduty.poll.permissions?.(io)) ?? []).map(
      ({ collection, denied }) => `${collection} ${denied === null ? 'may be read' : 'is denied'}`,
    );

  it.each<[readonly string[], readonly string[]]>([
    [[], ['incidents may be read', 'change_events may be read']],
    [['changes'], ['incidents may be read', 'change_events is denied']],
    [['incidents'], ['incidents is denied', 'change_events is denied']],
  ])('where %j is refused', async (denied, claims) => {
    expect(await asked(await connect({ ...world(), denied: new Set(denied) }))).toEqual(claims);
  });

  it('are had where there is no incident to ask for', async () => {
    expect(await asked(await connect(worldOf([])))).toEqual(['incidents may be read', 'change_events may be read']);
  });
});
