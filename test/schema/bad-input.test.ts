import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushed, record } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await record(hub.sql, hub.key, [pushed(1)]);
});
afterAll(() => hub.stop());

const refusal = async (question: string, variables?: object) => {
  const { errors } = await hub.ask(question, variables ? { variables } : {});
  return { code: errors[0]?.extensions['code'], message: errors[0]?.message ?? 'no error', extensions: errors[0]?.extensions ?? {} };
};

describe('bad input', () => {
  it.each([
    ['{ timeline(first: 201) { totalCount } }', /first is 201; it must lie between 1 and 200/],
    ['{ timeline(first: 0) { totalCount } }', /first is 0/],
    ['{ deployments(first: 1000) { totalCount } }', /first is 1000/],
    ['{ timeline(first: 1, last: 1) { totalCount } }', /not with both/],
    ['{ timeline(after: "abc") { totalCount } }', /does not belong to this list/],
    ['{ timeline(after: "W10") { totalCount } }', /does not belong to this list/],
    ['{ timeline(filter: { types: ["no.such"] }) { totalCount } }', /no type of event/],
    ['{ timeline(filter: { occurredFrom: "yesterday" }) { totalCount } }', /is no time/],
    ['{ timeline(filter: { occurredFrom: "2026-02-01T00:00:00Z", occurredTo: "2026-01-01T00:00:00Z" }) { totalCount } }', /must be later/],
    ['{ timeline(filter: { colour: "red" }) { totalCount } }', /"colour" is not defined/],
    ['{ timeline(colour: 1) { totalCount } }', /Unknown argument "colour"/],
    ['{ timelin { totalCount } }', /Cannot query field "timelin"/],
    ['{ timeline { ', /Syntax Error/],
    ['{ gaps(filter: { rules: ["No Rule"] }) { totalCount } }', /no id of a rule/],
    ['{ explain { delivery { id } } }', /either a delivery or an event/],
    ['{ explain(delivery: "1") { delivery { id } } }', /no id of a delivery/],
  ])('%s gets a sentence', async (question, sentence) => {
    const { code, message } = await refusal(question);
    expect(message).toMatch(sentence);
    expect(code).toBe('BAD_INPUT');
  });

  it('refuses a cursor of this list whose inside was made up', async () => {
    const cursor = Buffer.from('["timeline","x\'; drop table y",{}]').toString('base64url');
    const { code, message } = await refusal(`{ timeline(after: "${cursor}") { totalCount } }`);
    expect(code).toBe('BAD_INPUT');
    expect(message).toMatch(/cursor/);
  });

  it('null for the id of nothing', async () => {
    const { data, errors } = await hub.ask(
      '{ a: node(id: "x") { id } b: deployment(id: "deployment:none") { id } c: gap(id: "Z2Fw") { id } d: explain(delivery: "00000000-0000-7000-8000-000000000000") { delivery { id } } }',
    );
    expect({ data, errors }).toEqual({ data: { a: null, b: null, c: null, d: null }, errors: [] });
  });
});

describe('questions that are too heavy', () => {
  it('names cost and limit of lists within lists', async () => {
    const { code, extensions } = await refusal(
      '{ deployments(first: 200) { nodes { carries(first: 200) { nodes { pullRequests { reviews { nodes { state } } } } } } } }',
    );
    expect(code).toBe('TOO_COSTLY');
    expect(extensions['cost']).toBeGreaterThan(50_000);
    expect(extensions['limit']).toBe(50_000);
  });

  it('weighs what variables and fragments ask for, too', async () => {
    const question =
      'query ($n: Int!) { deployments(first: $n) { ...D } } fragment D on FilteredDeploymentConnection { nodes { carries(first: $n) { nodes { pullRequests { id } } } } }';
    expect((await refusal(question, { n: 200 })).code).toBe('TOO_COSTLY');
    expect((await hub.ask(question, { variables: { n: 5 } })).errors).toEqual([]);
  });

  it('refuses nesting beyond 14 levels', async () => {
    const nest = (depth: number): string => (depth === 0 ? 'id' : `base { deployment { ${nest(depth - 1)} } }`);
    const { code, extensions } = await refusal(`{ deployment(id: "x") { ${nest(7)} } }`);
    expect({ code, ...extensions }).toEqual({ code: 'TOO_COSTLY', cost: 16, limit: 14 });
  });

  it('refuses the same field under 51 names', async () => {
    const { code, extensions } = await refusal(`{ ${Array.from({ length: 51 }, (_, n) => `a${n}: viewer { name }`).join(' ')} }`);
    expect({ code, ...extensions }).toEqual({ code: 'TOO_COSTLY', cost: 51, limit: 50 });
  });

  it('refuses a question of more than 4,000 words', async () => {
    const { code, extensions } = await refusal(`{ ${'viewer { name } '.repeat(1_100)} }`);
    expect({ code, limit: extensions['limit'] }).toEqual({ code: 'TOO_COSTLY', limit: 4_000 });
  });

  it('lets the introspection of GraphiQL pass', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { errors } = await hub.ask(getIntrospectionQuery());
    expect(errors).toEqual([]);
  });
});

describe('errors that are not the asker’s', () => {
  it('shows a failing panel as null with a sentence, and its neighbour', async () => {
    const own = await runHub();
    try {
      await own.sql.unsafe('select 1');
      const admin = await own.ask('{ viewer { name } }');
      expect(admin.errors).toEqual([]);
      const broken = await runHub((plain) => ({ sql: failing(plain.sql) }));
      try {
        const { data, errors } = await broken.ask('{ rules { id } timeline { totalCount } }');
        expect(data['rules']).toHaveLength(1);
        expect(data['timeline']).toBeNull();
        expect(errors[0]?.extensions['code']).toBe('UNAVAILABLE');
        expect(errors[0]?.message).toMatch(/Its log says why, under [0-9a-f]{8}/);
        expect(JSON.stringify(errors)).not.toMatch(/select|timeline_entry|relation|cl_/i);
        expect(JSON.stringify(broken.logged.length)).toBe('1');
      } finally {
        await broken.stop();
      }
    } finally {
      await own.stop();
    }
  });
});

/** The pool, but the timeline is gone: as after a bad migration. */
function failing(sql: RunningHub['sql']): RunningHub['sql'] {
  return new Proxy(sql, {
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      const gone = strings.raw?.some((part) => part.includes('from timeline_entry'));
      return Reflect.apply(
        target,
        self,
        gone ? [Object.assign(['select from no_such_table'], { raw: ['select from no_such_table'] })] : [strings, ...values],
      ) as unknown;
    },
  });
}
