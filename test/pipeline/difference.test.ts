import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkDoor } from '../../src/hub/link-door.js';
import type { Deployment, JiraIssue, Pull } from '../../src/sample/index.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING } from '../../src/sample/organisation/stories/usual.js';
import { all, askApi, type Told } from './ask-api.js';
import { differenceOf, found, ITEMS, typesOf } from './differences.js';
import { now } from './read-out.js';
import { pushed } from './senders.js';
import { type Acme, openAcme, refOf } from './terms/acme.js';

const { eva, finn, gita, mara } = people;

let acme: Acme;
let told: { readonly ticket: JiraIssue; readonly pull: Pull; readonly rollout: Deployment };
let moments: { readonly empty: string; readonly deployed: string; readonly approved: string };

beforeAll(async () => {
  acme = await openAcme();
  const empty = await now(acme.sql);
  const today = acme.day();
  const ticket = today.raise('09:05', mara, { in: 'PAY', summary: 'Ask the bank twice', backout: 'tbd' });
  const pull = today.land(MORNING, eva, finn, { in: 'pay', title: `${ticket.key}: ask twice` });
  told = { ticket, pull, rollout: today.deploy('11:30', 'pay') };
  await acme.readToEnd();
  const deployed = await now(acme.sql);
  today.approve('15:00', gita, ticket);
  today.write('15:10', mara, ticket, { backout: 'Deploy the revision before it.' });
  await acme.readToEnd();
  moments = { empty, deployed, approved: await now(acme.sql) };
}, 120_000);
afterAll(() => acme?.close());

const difference = (from: string, to: string) => differenceOf(acme, refOf(told.ticket), from, to);

describe('a difference view between two moments', () => {
  it('shows what was changed: stage, status, fields, verdicts, each with the events that brought it', async () => {
    const items = await difference(moments.deployed, moments.approved);
    expect(found(items, 'STATUS')).toMatchObject({ act: 'CHANGED', after: { value: 'Approved' } });
    expect(typesOf(found(items, 'STATUS'))).toContain('ticket.status_changed');
    const fields = items.filter((item) => String(item['kind']) === 'FIELD' && String(item['act']) === 'CHANGED');
    const plan = fields.find(({ after }) => String(after?.['text']) === 'Deploy the revision before it.');
    expect(plan).toMatchObject({ before: { value: 'PLACEHOLDER', text: null } });
    expect(typesOf(plan)).toContain('ticket.field_changed');
    const approval = found(items, 'VERDICT', 'unapproved-deployment');
    expect(String(approval?.['before']?.['value'])).toMatch(/^GAP: /);
    expect(String(approval?.['after']?.['value'])).toMatch(/^PASS: /);
    expect(typesOf(approval)).toContain('ticket.status_changed');
    expect(found(items, 'APPROVAL')).toMatchObject({ act: 'ADDED', after: { value: 'APPROVED', person: { name: 'Gita Rao' } } });
    expect(found(items, 'LINK')).toBeUndefined();
    expect(found(items, 'IMPLEMENTATION')).toBeUndefined();
  });

  it('shows what was added, from the moment before anything was known', async () => {
    const items = await difference(moments.empty, moments.deployed);
    expect(new Set(items.map(({ act }) => String(act)))).toEqual(new Set(['ADDED']));
    expect(found(items, 'LINK', refOf(told.rollout))).toMatchObject({ before: null });
    expect(found(items, 'IMPLEMENTATION', refOf(told.rollout))).toMatchObject({ act: 'ADDED' });
    expect(String(found(items, 'KEY')?.['after']?.['value'])).toBe(told.ticket.key);
    for (const item of items.filter(({ kind }) => String(kind) !== 'CONTENT'))
      expect(all(item['events']).length + all(item['moments']).length, JSON.stringify(item)).toBeGreaterThan(0);
  });

  it('shows what was removed once a person takes back that they belong together', async () => {
    const { rollout } = told;
    const other = acme.day().raise('09:00', mara, { in: 'WEB', summary: 'Something else' });
    await acme.readToEnd();
    const by = { token: 'token:1', name: 'A person', reason: 'The team said so.' };
    const say = linkDoor(acme.sql, acme.key);
    const said = await say({ act: 'ASSERT', thing: refOf(rollout), ticket: refOf(other), by });
    await acme.follow();
    if (!('event' in said)) throw new Error(said.sentence);
    const asserted = await now(acme.sql);
    await say({ act: 'RETRACT', assertion: said.event, by });
    await acme.follow();
    const answer = await askApi(
      acme.sql,
      `query ($id: ID!, $from: DateTime!, $to: DateTime!) { deploymentDifference(id: $id, from: $from, to: $to) { items(first: 200) { ${ITEMS} } } }`,
      { id: refOf(rollout), from: asserted, to: await now(acme.sql) },
    );
    const items = all(answer['deploymentDifference']?.['items']?.['nodes']);
    const link = items.find(({ kind, name }) => String(kind) === 'LINK' && String(name).includes(refOf(other)));
    expect(link).toMatchObject({ act: 'REMOVED', after: null, before: { value: 'CARRIED by assertion' } });
    expect(typesOf(link)).toEqual(['link.retracted']);
  });

  it('says that nothing differs where nothing was recorded in between', async () => {
    const at = await now(acme.sql);
    await acme.readToEnd();
    expect(await difference(at, await now(acme.sql))).toEqual([]);
  });

  it('is null where there is no such change, and refuses moments in the wrong order', async () => {
    const question = `query ($key: String!, $from: DateTime!, $to: DateTime!) { changeDifference(by: { key: $key }, from: $from, to: $to) { of } }`;
    const asked = (key: string, from: string, to: string) => askApi(acme.sql, question, { key, from, to });
    expect(await asked('PAY-9999', moments.empty, moments.deployed)).toEqual({ changeDifference: null });
    await expect(asked(told.ticket.key, moments.deployed, moments.empty)).rejects.toThrow('from must be the earlier moment');
  });
});

describe('a difference view between two moments of gaps', () => {
  const ASKED = `totalCount pageInfo { hasNextPage endCursor } nodes { act gap { rule status } before { status } after { status sentence } steps { type } }`;
  const gapsBetween = async (from: string, to: string, more = '') =>
    (
      await askApi(
        acme.sql,
        `query ($from: DateTime!, $to: DateTime!) { gapDifference(from: $from, to: $to, ${more || 'first: 200'}) { ${ASKED} } }`,
        { from, to },
      )
    )['gapDifference'] as Told;
  const ruled = (found: Told, rule: string) => all(found['nodes']).find(({ gap }) => String(gap?.['rule']) === rule);

  it('shows what came, what is over, and the steps that caused it, each page going on where the one before ended', async () => {
    const empty = moments.empty;
    const came = await gapsBetween(empty, moments.deployed);
    const one = ruled(came, 'unapproved-deployment');
    expect(one).toMatchObject({ act: 'ADDED', before: null, after: { status: 'OPEN' }, steps: [{ type: 'gap.opened' }] });
    const over = ruled(await gapsBetween(moments.deployed, moments.approved), 'unapproved-deployment');
    expect(over).toMatchObject({
      act: 'REMOVED',
      before: { status: 'OPEN' },
      after: { status: 'RESOLVED' },
      steps: [{ type: 'gap.resolved' }],
    });
    const both = ruled(await gapsBetween(empty, moments.approved), 'unapproved-deployment');
    expect(both).toMatchObject({ act: 'CHANGED', before: null, steps: [{ type: 'gap.opened' }, { type: 'gap.resolved' }] });
    const total = Number(came['totalCount']);
    expect(total).toBeGreaterThan(1);
    const walked: string[] = [];
    for (let after = ''; walked.length <= total;) {
      const page = await gapsBetween(empty, moments.deployed, after ? `first: 1, after: "${after}"` : 'first: 1');
      walked.push(...all(page['nodes']).map(({ gap }) => String(gap?.['rule'])));
      if (String(page['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = String(page['pageInfo']?.['endCursor']);
    }
    expect(walked).toEqual(all(came['nodes']).map(({ gap }) => String(gap?.['rule'])));
    expect(walked).toHaveLength(total);
  });

  it('filters as they stood at the second moment', async () => {
    const open = await gapsBetween(moments.deployed, moments.approved, 'first: 200, filter: { statuses: [OPEN] }');
    expect(ruled(open, 'unapproved-deployment')).toBeUndefined();
    const resolved = await gapsBetween(moments.deployed, moments.approved, 'first: 200, filter: { statuses: [RESOLVED] }');
    expect(ruled(resolved, 'unapproved-deployment')).toBeDefined();
  });

  it('is empty where nothing was recorded in between, and refuses moments in the wrong order', async () => {
    const at = await now(acme.sql);
    expect(await gapsBetween(at, await now(acme.sql))).toMatchObject({ totalCount: 0, nodes: [] });
    await expect(gapsBetween(moments.deployed, moments.empty)).rejects.toThrow('from must be the earlier moment');
  });
});

describe('a difference view between two moments of the timeline', () => {
  const ASKED = `totalCount pageInfo { hasNextPage endCursor } nodes { kind event { type subject } by { type id } }`;
  const newsBetween = async (from: string, to: string, more = 'first: 200') =>
    (
      await askApi(
        acme.sql,
        `query ($from: DateTime!, $to: DateTime!) { timelineDifference(from: $from, to: $to, ${more}) { ${ASKED} } }`,
        { from, to },
      )
    )['timelineDifference'] as Told;

  it('shows what came, a late approval too, and nothing that was known before or after', async () => {
    const of = `first: 200, filter: { subject: "${refOf(told.ticket)}" }`;
    const news = await newsBetween(moments.deployed, moments.approved, of);
    const types = all(news['nodes']).map(({ kind, event }) => `${String(kind)} ${String(event?.['type'])}`);
    expect(types).toContain('ADDED ticket.status_changed');
    expect(types).not.toContain('ADDED ticket.created');
    expect((await newsBetween(moments.empty, moments.deployed, of))['nodes']).toContainEqual(
      expect.objectContaining({ kind: 'ADDED', event: { type: 'ticket.created', subject: refOf(told.ticket) } }),
    );
  });

  it('shows what was corrected, with the event that brought it', async () => {
    await pushed(acme, [{ type: 'policy.evaluated', id: 'g', at: '2025-01-08T10:00:00Z', data: { guard: 'freeze', result: 'PASSED' } }]);
    const from = await now(acme.sql);
    await pushed(acme, [{ type: 'policy.evaluated', id: 'g', at: '2025-01-08T10:00:00Z', data: { guard: 'freeze', result: 'FAILED' } }]);
    const news = await newsBetween(from, await now(acme.sql));
    expect(all(news['nodes'])).toMatchObject([{ kind: 'CORRECTED', event: { type: 'policy.evaluated' }, by: { type: 'event.rewritten' } }]);
  });

  it('goes on page by page, and ends', async () => {
    const whole = await newsBetween(moments.deployed, moments.approved);
    const walked: Told[] = [];
    for (let after = ''; walked.length <= Number(whole['totalCount']);) {
      const page = await newsBetween(moments.deployed, moments.approved, after ? `first: 2, after: "${after}"` : 'first: 2');
      walked.push(...all(page['nodes']));
      if (String(page['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = String(page['pageInfo']?.['endCursor']);
    }
    expect(walked).toEqual(all(whole['nodes']));
    expect(walked).toHaveLength(Number(whole['totalCount']));
  });
});
