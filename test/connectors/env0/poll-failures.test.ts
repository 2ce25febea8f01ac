import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import env0 from '../../../connectors/env0/index.js';
import { connected, type Connected, idsIn, pass } from './reading.js';
import { deployment, KEY, worldOf } from '../../../src/sample/env0/world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.tool.close());

const world = () => worldOf([deployment('one', 100), deployment('two', 200)]);
const places: [string, RegExp][] = [
  ['the list of environments', /environments\?/],
  ['a list of deployments', /deployments\?/],
  ['steps', /steps/],
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
    'with %s, env zero is unavailable, and works when asked again',
    async (fault) => {
      const { io, tool } = await connect(world());
      tool.fail({ match, times: 1, with: fault });
      const error = await thrown(io);
      expect(error).toBeInstanceOf(SourceUnavailable);
      expect(error.message).toMatch(/^env zero.*again.*\.$/s);
      expect((await pass(io)).claims).toHaveLength(5);
    },
  );

  it('with 401, the key is refused, and it stands in no error', async () => {
    const { io, tool } = await connect(world());
    const basic = Buffer.from(`${KEY.id}:${KEY.secret}`).toString('base64');
    for (const fault of [401, 500, 'reset', 'html'] as const) {
      tool.fail({ match, times: 1, with: fault });
      const error = await thrown(io);
      expect(error).toBeInstanceOf(fault === 401 ? SourceRefused : SourceUnavailable);
      for (const secret of [KEY.secret, basic]) expect(shown(error)).not.toContain(secret);
    }
  });
});

describe('when env zero refuses', () => {
  it('a project, its sentence names it and the permission', async () => {
    const { io } = await connect({ ...world(), denied: new Set(['pay']) });
    const error = await thrown(io);
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error.message).toBe(
      'env zero refused environments of project pay: the API key lacks "View Environment" (You do not have permission to view this project). Give its role this permission in the project.',
    );
  });

  it('a project that does not exist, the id stands in the sentence', async () => {
    const { io } = await connect(world(), { projects: ['nowhere'] });
    expect((await thrown(io)).message).toMatch(/does not have environments of project nowhere/);
  });

  it('the key, or there is none', async () => {
    const wrong = await connect(world(), {}, 'wrong');
    expect((await thrown(wrong.io)).message).toMatch(/did not accept the API key/);
    expect((await thrown({ ...wrong.io, secret: () => undefined })).message).toMatch(/no API key/);
  });

  it('steps, the rest is read, what policies said is denied, and all is read anew once steps are shown', async () => {
    const given = { ...world(), denied: new Set(['steps']) };
    const { io } = await connect(given);
    const first = await pass(io);
    expect(idsIn(first.records)).toEqual(['two', 'one']);
    expect(first.claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual([
      'deployments COMPLETE',
      'approvals COMPLETE',
      'executions COMPLETE',
      'drifts COMPLETE',
      'evaluations DENIED',
    ]);
    const second = await pass(io, first.cursor);
    expect(second.claims.at(-1)).toMatchObject({ collection: 'evaluations', state: 'DENIED' });
    given.denied.clear();
    given.deployments.push(deployment('three', 10_000_000));
    given.environments[0]!.updatedAt = '2026-06-01T00:00:00Z';
    const third = await pass(io, second.cursor);
    expect(third.claims.at(-1)).toMatchObject({ state: 'DENIED' });
    expect(idsIn((await pass(io, third.cursor)).records)).toEqual(['three', 'two', 'one']);
  });

  it('too many requests to one path, it is asked again later', async () => {
    const { io, tool } = await connect(world());
    tool.limit = 1;
    await pass(io);
    expect(await thrown(io)).toBeInstanceOf(SourceUnavailable);
  });
});

describe('the permissions of an API key', () => {
  const asked = async ({ io }: Connected) => (await env0.poll.permissions?.(io)) ?? [];
  const denials = (claims: Awaited<ReturnType<typeof asked>>) =>
    claims.map(({ collection, denied }) => `${collection} ${String(denied !== null)}`);

  it('are had of all', async () => {
    const found = await asked(await connect(world(), { projects: ['pay', 'ops'] }));
    expect(found).toHaveLength(10);
    expect(found.every(({ denied, permission }) => denied === null && permission === 'View Environment')).toBe(true);
  });

  it('deny all of a project that is not shown, and nothing of the others', async () => {
    const found = await asked(await connect({ ...world(), denied: new Set(['ops']) }, { projects: ['pay', 'ops'] }));
    expect(denials(found.slice(0, 5)).some((each) => each.endsWith('true'))).toBe(false);
    expect(denials(found.slice(5)).every((each) => each.endsWith('true'))).toBe(true);
    expect(found[5]?.denied).toMatch(/env zero refused environments of project ops: the API key lacks "View Environment"/);
  });

  it('deny evaluations where steps are refused', async () => {
    const found = await asked(await connect({ ...world(), denied: new Set(['steps']) }));
    expect(denials(found)).toEqual(['deployments false', 'approvals false', 'executions false', 'drifts false', 'evaluations true']);
  });
});
