import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { apiSchema, newContext } from '../../../schema/index.js';
import { backtestDoor } from '../../../src/hub/backtest.js';
import { Jobs } from '../../../src/hub/jobs.js';
import { type Hub, jobOf, type Role, type Viewer } from '../../../src/read/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { all, type Told } from '../ask-api.js';
import { type Acme, openAcme } from '../terms/acme.js';

const { ana, ben, mara } = people;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const PERIOD = { from: '2025-01-01', to: '2026-01-01', zone: 'Europe/Berlin' };
const START = `
  mutation ($policy: String!, $period: PeriodInput!) {
    backtestPolicy(input: { policy: $policy, period: $period }) {
      __typename
      ... on Job { id kind askedBy }
      ... on PolicyRefused { mistakes { line column sentence } }
      ... on Refused { sentence }
    }
  }`;
const FOUND = `
  query ($id: ID!, $first: Int!, $after: PageCursor, $rule: RuleId) {
    backtest(id: $id) {
      policy changed from to zone units verdicts madeBy counts { rule was wouldBe count }
      differences(first: $first, after: $after, rule: $rule) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { rule subject was wasSentence wouldBe wouldBeSeverity wouldBeSentence }
      }
    }
  }`;
/** Nothing is a change, nobody needs to review, and a request needs a communication plan. */
const POLICY = `
environments: { production: { production: true } }
baselines: { '*': empty }
changeTypes: { '*': [Bug] }
rules:
  unreviewed-code: { enabled: false }
  incomplete-request: { fields: [communication] }
`;

describe('backtestPolicy', () => {
  let acme: Acme;
  let jobs: Jobs;
  const ask = async (question: string, variables: Record<string, unknown>, role: Role = 'compliance') => {
    const { sql, key, database } = acme;
    const door = backtestDoor({ url: database.url, sql, key, jobs, sources: ['github-acme', 'jira-acme'] });
    const hub = { sql, rules: [], sources: [], senders: [], backtestPolicy: door } as unknown as Hub;
    const viewer = { token: 'token', name: 'Mara Costa', kind: 'PERSON', role, expiresAt: '2999-01-01T00:00:00.000000Z' } as Viewer;
    const asked = { schema: apiSchema(), source: question, variableValues: variables, contextValue: newContext(hub, viewer) };
    const { data, errors } = await graphql(asked);
    if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
    return JSON.parse(JSON.stringify(data)) as Told;
  };
  const started = async (policy: string, role?: Role) => (await ask(START, { policy, period: PERIOD }, role))['backtestPolicy']!;
  const ended = (id: string) =>
    vi.waitUntil(
      async () => {
        const job = await jobOf(acme.sql, { role: 'auditor' } as Viewer, id);
        return job?.state === 'RUNNING' ? null : job;
      },
      { timeout: 60_000, interval: 50 },
    );
  const size = async () => (await acme.sql`select size from ledger_head`)[0]!['size'] as number;

  beforeAll(async () => {
    acme = await openAcme({
      before: (next) => {
        for (let nth = 0; nth < 4; nth++) {
          const day = next();
          const ticket =
            nth % 2 ? approved(day, 'PAY', `Refund ${nth}`) : day.raise('09:05', mara, { in: 'PAY', summary: `Refund ${nth}` });
          day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: refund` });
          day.deploy('11:30', 'pay');
        }
      },
    });
    await acme.readToEnd();
    jobs = new Jobs(acme.sql, quiet);
  }, 240_000);
  afterAll(async () => {
    await jobs?.stop();
    await acme?.close();
  });

  it('names mistakes by line and column, as activation does, and starts nothing', async () => {
    const said = await started('settle: soon\nrules:\n  direct-pusch: { enabled: false }\n');
    expect(said['__typename']).toBe('PolicyRefused');
    expect(all(said['mistakes']).map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(await acme.sql`select from job`).toHaveLength(0);
  });

  it('is for compliance and administrators', async () => {
    await expect(started(POLICY, 'auditor')).rejects.toThrow(/takes a token with the role compliance/);
  });

  it('tells what would be otherwise, counted and in pages, and records nothing', async () => {
    const before = [await acme.dump(), await size()];
    const { id } = (await started(POLICY)) as unknown as { id: string };
    const job = await ended(id);
    expect([job.kind, job.state, job.sentence, job.askedBy]).toEqual(['BACKTEST', 'DONE', null, 'Mara Costa']);
    const asked = { id: job.result };
    const { backtest } = (await ask(FOUND, { ...asked, first: 200 })) as { backtest: Told };
    const nodes = all(backtest['differences']!['nodes']);
    expect(backtest).toMatchObject({ from: '2024-12-31T23:00:00.000000Z', to: '2025-12-31T23:00:00.000000Z', madeBy: 'Mara Costa' });
    expect(all(backtest['changed'])).toContain('rules.unreviewed-code.enabled');
    expect(nodes.filter(({ rule }) => `${rule as never}` === 'unreviewed-code')).toHaveLength(4);
    expect(nodes.find(({ rule }) => `${rule as never}` === 'unreviewed-code')).toMatchObject({
      was: 'PASS',
      wouldBe: null,
      wouldBeSentence: null,
    });
    const sum = all(backtest['counts']).reduce((total, { count }) => total + Number(count), 0);
    expect(sum).toBe(nodes.length);
    expect(backtest['differences']!['totalCount']).toBe(nodes.length);
    const first = ((await ask(FOUND, { ...asked, first: 3 })) as { backtest: Told }).backtest['differences']!;
    const after = first['pageInfo']!['endCursor'];
    const second = ((await ask(FOUND, { ...asked, first: 200, after })) as { backtest: Told }).backtest['differences']!;
    expect([...all(first['nodes']), ...all(second['nodes'])]).toEqual(nodes);
    const ofOne = ((await ask(FOUND, { ...asked, first: 200, rule: 'unreviewed-code' })) as { backtest: Told }).backtest['differences']!;
    expect(ofOne['totalCount']).toBe(4);
    expect([await acme.dump(), await size()]).toEqual(before);
  }, 120_000);

  it('judges only what belongs to the period', async () => {
    const of = async (from: string, to: string) => {
      const said = (await ask(START, { policy: POLICY, period: { from, to, zone: 'UTC' } }))['backtestPolicy']!;
      const job = await ended(said['id'] as unknown as string);
      const { backtest } = (await ask(FOUND, { id: job.result, first: 200 })) as { backtest: Told };
      return { units: Number(backtest['units']), verdicts: Number(backtest['verdicts']) };
    };
    const [whole, early, late] = [
      await of('2025-01-01', '2025-02-01'),
      await of('2025-01-01', '2025-01-10'),
      await of('2025-01-10', '2025-02-01'),
    ];
    expect(whole).toEqual({ units: early.units + late.units, verdicts: early.verdicts + late.verdicts });
    expect([early.units, late.units]).toEqual([4, 4]);
  }, 120_000);

  it('ends with the hub, says so, and leaves nothing behind', async () => {
    const kept = async () => (await acme.sql`select distinct backtest from backtest_difference`).length;
    const before = await kept();
    const { id } = (await started(POLICY)) as unknown as { id: string };
    await jobs.stop();
    const job = await ended(id);
    expect([job.state, job.sentence]).toEqual(['FAILED', 'The hub that ran it was stopped. Ask for it again.']);
    expect(await kept()).toBe(before);
  }, 60_000);
});
