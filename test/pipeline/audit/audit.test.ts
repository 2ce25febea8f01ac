import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitmentOf } from '../../../src/evidence/sample/index.js';
import { auditBytes, type AuditFile, commitmentsOf, saidOfServices, unitsStarted } from '../../../src/read/index.js';
import type { Instant } from '#contract';
import { all } from '../ask-api.js';
import { pushed } from '../senders.js';
import { accessed, AUDITOR, type AuditedAcme, auditedAcme, COMMIT, RUN, usualDay } from './audited-acme.js';

const STRANGER = fileURLToPath(new URL('../../evidence/stranger-draw.mjs', import.meta.url));
const SECRET = 'what only the auditor knows';
const COMMITMENT = commitmentOf(Buffer.from(SECRET));

let acme: AuditedAcme;
let period: { from: string; to: string; zone: string };
/** Drawn before the period closed, after it, and the same once more. */
let provisional: AuditFile;
let id: string;
let again: string;
let file: AuditFile;
const refused: Record<string, string> = {};

beforeAll(async () => {
  acme = await auditedAcme(0);
  await acme.readToEnd();
  await pushed(acme, [accessed('a-1', 'pay'), accessed('a-2', 'tools')]);
  const now = Date.parse(await acme.now());
  period = { from: '2025-01-01', to: new Date(now + 20_000).toISOString(), zone: 'Europe/Berlin' };
  const { commitAuditSeed } = await acme.ask(COMMIT, { input: { period, commitment: COMMITMENT } });
  expect(commitAuditSeed).toMatchObject({ event: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  await acme.follow();
  refused['second commitment'] = await acme.sentenceOf(COMMIT, { period, commitment: commitmentOf(Buffer.from('another')) });
  refused['early secret'] = await acme.sentenceOf(RUN, { period, secret: SECRET });
  provisional = await acme.fileOf(await acme.audited({ period }));
  await acme.past(period.to);
  usualDay(acme.day());
  await acme.readToEnd();
  refused['late commitment'] = await acme.sentenceOf(COMMIT, { period, commitment: COMMITMENT });
  refused['wrong secret'] = await acme.sentenceOf(RUN, { period, secret: 'something else' });
  id = await acme.audited({ period, secret: SECRET, size: 5 });
  again = await acme.audited({ period, secret: SECRET, size: 5 });
  file = await acme.fileOf(id);
}, 240_000);
afterAll(() => acme.close());

describe('an audit', () => {
  it('has a unit for each change that a production deployment carries, and for each deployment without a change', () => {
    expect(file.state).toBe('FROZEN');
    const kinds = file.population.map(({ kind, service }) => `${kind} ${service}`).sort();
    expect(kinds).toEqual(['ALONE infra', ...Array<string>(6).fill('CHANGE pay'), ...Array<string>(6).fill('CHANGE web')]);
    expect(file.outOfScope).toEqual([]);
    expect(file.population.every(({ id: unit, deployment, change }) => unit === [deployment, change].filter(Boolean).join(' '))).toBe(true);
  });

  it('drawn again from the same ledger, commitment and secret is the same to the byte, and its id is SHA-256 of them', async () => {
    const bytes = await auditBytes(acme.sql, AUDITOR, id);
    expect(again).toBe(id);
    expect(createHash('sha256').update(bytes!).digest('hex')).toBe(id);
    const drawn =
      await acme.sql`select seq from timeline_entry where type = 'audit.drawn' and subject = ${`audit:${file.period.from}/${file.period.to}`}`;
    // The provisional one, and this one.
    expect(drawn).toHaveLength(2);
  });

  it('has the sample that a stranger draws from its file, by the published words alone', () => {
    const { seed, checkpoint, sampleSize, population, sample } = file;
    const input = JSON.stringify({ secret: seed.secret, root: checkpoint.root, size: sampleSize, units: population });
    const strangers = execFileSync(process.execPath, [STRANGER], { input, encoding: 'utf8' }).trim().split('\n');
    expect(sample.map((unit) => unit.id)).toEqual(strangers);
    expect(strangers).toHaveLength(5);
  });

  it('is bound by the commitment, and by the root of what had been recorded when the population was frozen', async () => {
    const [commitment] = await commitmentsOf(acme.sql, file.period);
    expect(file.seed).toMatchObject({ isCommitted: true, commitment: COMMITMENT, committedBy: commitment!.event, otherCommitments: 0 });
    expect(createHash('sha256').update(Buffer.from(file.seed.secret, 'hex')).digest('hex')).toBe(COMMITMENT);
    const [count] = await acme.sql<
      { size: number }[]
    >`select count(*) as size from ledger_event where recorded_at <= ${file.checkpoint.at}::timestamptz`;
    expect(file.checkpoint).toMatchObject({ size: count!.size, at: file.period.to });
  });

  it('lists what came after the checkpoint as late, and does not draw it', async () => {
    const { added, gone, factCount } = file.late;
    expect(added).toHaveLength(2);
    expect(gone).toEqual([]);
    expect(factCount).toBeGreaterThan(0);
    expect(file.population.some((unit) => added.includes(unit.id))).toBe(false);
    const now = await unitsStarted(acme.sql, file.period);
    expect(now).toHaveLength(file.population.length + 2);
  });

  it('finds the deployment without a ticket, in the step of traceability, and never says more than a deviation', () => {
    const alone = file.population.find(({ kind }) => kind === 'ALONE')!;
    expect(file.findings.filter(({ unit, answer }) => unit === alone.id && answer === 'GAP').map(({ step }) => step)).toContain(
      'traceability',
    );
    expect(file.conclusion.population).toMatchObject({
      conclusion: 'DEVIATION_FOUND',
      sentence: 'deviation found: in 1 of 13 units, and past the deployments of 1 service',
    });
    expect(JSON.stringify(file)).not.toMatch(/complian/i);
  });

  it('says what reached production past the deployments in the period, of services in scope, and only there', async () => {
    expect(file.pastDeployments).toMatchObject([{ service: 'pay', rule: 'direct-access', answer: 'GAP' }]);
    const [{ events = [], firstAt } = {}] = file.pastDeployments;
    expect({ events: events.length, firstAt }).toEqual({ events: 1, firstAt: '2025-04-07T12:00:00.000000Z' });
    expect((await saidOfServices(acme.sql, { from: firstAt!, to: file.period.to })).map(({ service }) => service)).toEqual([
      'pay',
      'tools',
    ]);
    expect(await saidOfServices(acme.sql, { from: file.period.from, to: firstAt! })).toEqual([]);
    const { audit } = await acme.ask('query ($id: ID!) { audit(id: $id) { pastDeployments { service rule answer firstAt events } } }', {
      id,
    });
    expect(audit?.['pastDeployments']).toHaveLength(1);
  });

  it('shows what was drawn with the rules, sentences and events of every step', () => {
    const drawn = file.shown.filter(({ because }) => because.includes('DRAWN'));
    expect(drawn.map((unit) => unit.id).sort()).toEqual(file.sample.map((unit) => unit.id).sort());
    const approval = drawn.find((unit) => unit.id.includes(' ticket:'))!.steps.find(({ step }) => step === 'review-and-approval')!;
    expect(approval.answer).toBe('PASS');
    expect(approval.said.map(({ rule }) => rule)).toContain('unapproved-deployment');
    expect(approval.said.every(({ events, sentence }) => events.length > 0 && sentence !== '')).toBe(true);
  });

  it('says which policy was in force, and what was not read to the end of the period', () => {
    expect(file.policies).toHaveLength(1);
    expect(file.provenance).toMatchObject({
      policy: file.policies[0]!.version,
      rowCount: 13,
      engine: expect.stringMatching(/^changeline\//) as string,
    });
    // Everything was read before the period closed, and nothing at its very end.
    expect(file.unseen.holeCount).toBeGreaterThan(0);
    expect(file.unseen.sources.map(({ source }) => source)).toEqual(['github-acme', 'jira-acme']);
  });

  it('is provisional and UNCOMMITTED before the population is frozen', () => {
    expect(provisional.state).toBe('PROVISIONAL');
    expect(provisional.seed).toMatchObject({ isCommitted: false, commitment: null, secret: '', otherCommitments: 1 });
    expect(provisional.seed.sentence).toMatch(/^UNCOMMITTED/);
    expect(provisional.population.map((unit) => unit.id)).toEqual(file.population.map((unit) => unit.id));
    // The moment asked about lay in the period.
    expect(provisional.withoutImplementation).toEqual([]);
    expect(file.withoutImplementation).toBeNull();
  });

  it.each([
    ['second commitment', /^You committed to [0-9a-f]{64} for this period at .* A commitment cannot be replaced\.$/],
    ['late commitment', /^The period closed at .*UNCOMMITTED\.$/],
    ['early secret', /^The population is frozen at .* Keep the secret until then/],
    ['wrong secret', /^SHA-256 of this secret is [0-9a-f]{64}, and nobody committed to that before the period closed\./],
  ])('refuses a %s with a sentence', (what, sentence) => {
    expect(refused[what]).toMatch(sentence);
  });

  it('is answered by the API with its units, page by page', async () => {
    const { audit, audits } = await acme.ask(
      `query ($id: ID!) {
        audits { totalCount nodes { id state committed conclusion } }
        audit(id: $id) { state committed units drawn madeBy
          seed { isCommitted otherCommitments } checkpoint { size root } ofSample { sentence units steps { number step counts { pass gap notTested } } }
          population(drawn: true) { totalCount nodes { id drawn lot steps { step answer said { rule } } } }
          rest: population(first: 3, drawn: false) { totalCount nodes { steps { answer } } }
          late { addedCount factCount } pastDeployments { service } holeCount policies { version } provenance { rowsHash } } }`,
      { id },
    );
    expect(audits).toMatchObject({ totalCount: 2 });
    expect(all(audits?.['nodes']).map((one) => one['state'])).toEqual(['FROZEN', 'PROVISIONAL']);
    expect(audit).toMatchObject({ state: 'FROZEN', committed: true, units: 13, drawn: 5, madeBy: 'An auditor', late: { addedCount: 2 } });
    expect(audit).toMatchObject({ pastDeployments: [{ service: 'pay' }] });
    expect(audit).toMatchObject({ population: { totalCount: 5 }, rest: { totalCount: 8 }, checkpoint: { root: file.checkpoint.root } });
    expect(all(audit?.['ofSample']?.['steps']).map((step) => step['number'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('the population of a period', () => {
  it('is that of any two adjacent periods together, each unit in exactly one', async () => {
    const idsOf = async (from: string, to: string) =>
      (await unitsStarted(acme.sql, { from: from as Instant, to: to as Instant })).map(
        ({ deployment, change }) => `${deployment} ${change}`,
      );
    const whole = await idsOf(file.period.from, file.period.to);
    expect(whole).toHaveLength(15);
    const starts = (await unitsStarted(acme.sql, file.period)).map(({ startedAt }) => startedAt);
    const between = Array.from({ length: 20 }, (_, n) => new Date(Date.UTC(2025, 0, 1) + n * 36e5 * 31).toISOString());
    for (const cut of [...starts, ...between]) {
      const parts = [...(await idsOf(file.period.from, cut)), ...(await idsOf(cut, file.period.to))];
      expect(parts.sort(), `cut at ${cut}`).toEqual([...whole].sort());
    }
  });
});
