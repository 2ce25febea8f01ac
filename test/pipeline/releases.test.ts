import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraIssue, Release } from '../../src/sample/index.js';
import type { Company } from '../../src/sample/organisation/company.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING, NOON } from '../../src/sample/organisation/stories/usual.js';
import { all, askApi, type Told } from './ask-api.js';
import { SOURCE } from './hub-under-test.js';
import { now } from './read-out.js';
import { pushed, SENDER } from './senders.js';
import { type Acme, openAcme, refOf } from './terms/acme.js';
import { JIRA } from './two-tools.js';

const { eva, finn, mara } = people;

let acme: Acme;
let told: { readonly first: Release; readonly candidate: Release; readonly second: Release };
let tickets: { readonly a: JiraIssue; readonly b: JiraIssue; readonly c: JiraIssue; readonly later: JiraIssue };
let before: string;

/** The tag stands where main is, and GitHub shows a release of it. */
function publish({ repositories: { pay } }: Company, tag: string, at: string, prerelease = false): Release {
  const commit = pay.branches.get('main') ?? '';
  pay.tags.push({ name: tag, object: commit, commit, annotated: false });
  const id = 900_000 + pay.releases.length;
  const text = { name: tag, body: null, targetCommitish: 'main', draft: false, prerelease, author: eva.github };
  const release = { id, tag, ...text, createdAt: at, publishedAt: at };
  pay.releases.push(release);
  return release;
}

beforeAll(async () => {
  acme = await openAcme({
    before: (day, company) => {
      const one = day();
      const a = one.raise('09:05', mara, { in: 'PAY', summary: 'Ask the bank' });
      one.land(MORNING, eva, finn, { in: 'pay', title: `${a.key}: ask` });
      const first = publish(company, 'v1.0.0', '2025-01-06T14:00:00Z');
      const two = day();
      const b = two.raise('09:05', mara, { in: 'PAY', summary: 'Ask it twice' });
      const later = two.raise('09:06', mara, { in: 'PAY', summary: 'For another day' });
      for (const ticket of [b, later]) ticket.fields['fixVersions'] = [{ id: '10400', name: '1.1.0', releaseDate: '2025-01-09' }];
      two.land(MORNING, eva, finn, { in: 'pay', title: `${b.key}: ask twice` });
      const candidate = publish(company, 'v1.1.0-rc1', '2025-01-09T11:10:00Z', true);
      const c = two.raise('09:07', mara, { in: 'PAY', summary: 'Ask it thrice' });
      two.land(NOON, finn, eva, { in: 'pay', title: `${c.key}: ask thrice` });
      const second = publish(company, 'v1.1.0', '2025-01-09T13:00:00Z');
      two.deploy('13:10', 'pay', { environment: 'staging' });
      two.deploy('14:00', 'pay');
      told = { first, candidate, second };
      tickets = { a, b, c, later };
    },
  });
  await acme.readToEnd();
  before = await now(acme.sql);
}, 120_000);
afterAll(() => acme?.close());

const idOf = ({ id }: Release) => `release:${SOURCE}:${id}`;

async function release(of: Release, fields: string, knownAt?: string): Promise<Told> {
  const answer = await askApi(acme.sql, `query ($id: ID!, $knownAt: DateTime) { release(id: $id, knownAt: $knownAt) { ${fields} } }`, {
    id: idOf(of),
    knownAt,
  });
  return answer['release'] as Told;
}

const CHANGES = 'changes(first: 20) { totalCount nodes { ref strength place change { key } event { type } } }';
const STEPS = 'steps { step reached at sentence }';

describe('releases: what was grouped, scheduled, sequenced, deployed, validated, closed; linked both ways with changes', () => {
  it('what was grouped: the changes by the commits between its tag and the release before it on the same line', async () => {
    const found = await release(told.second, `tag relation commitCount undecided base { tag } ${CHANGES}`);
    expect(found).toMatchObject({ tag: 'v1.1.0', relation: 'FORWARD', undecided: [], base: { tag: 'v1.0.0' } });
    const carried = all(found['changes']?.['nodes']).filter(({ strength }) => String(strength) === 'CARRIED');
    expect(carried.map(({ ref }) => String(ref)).sort()).toEqual([refOf(tickets.b), refOf(tickets.c)].sort());
    expect(await release(told.first, 'relation base { tag }')).toEqual({ relation: 'FIRST', base: null });
    const candidate = await release(told.candidate, `prerelease base { tag } ${CHANGES}`);
    expect(candidate).toMatchObject({ prerelease: true, base: { tag: 'v1.0.0' }, changes: { totalCount: 1 } });
  });

  it('scheduled: the tickets that name it as the version to be in, also one that is not in it', async () => {
    const { changes, steps } = await release(told.second, `${CHANGES} ${STEPS}`);
    expect(all(changes?.['nodes'])).toContainEqual({
      ...{ ref: refOf(tickets.later), strength: 'RELATED', place: 'fixVersions' },
      ...{ change: { key: tickets.later.key }, event: { type: 'ticket.field_changed' } },
    });
    expect(all(steps)[1]).toEqual({
      step: 'SCHEDULED',
      reached: true,
      at: null,
      sentence: '2 tickets name it as the version to be in. It was last planned for 2025-01-09.',
    });
  });

  it('scheduled: the planned dates, as the tool of the tickets shows them and as a sender tells them, and as known before not', async () => {
    const PLANS = 'plans { source start end event { type source } }';
    const shown = { source: JIRA, start: null, end: '2025-01-09', event: { type: 'release.scheduled', source: JIRA } };
    expect(await release(told.second, PLANS)).toEqual({ plans: [shown] });
    expect(await release(told.first, PLANS)).toEqual({ plans: [] });
    await pushed(acme, [
      {
        type: 'release.scheduled',
        id: 'pay-1.1',
        at: '2025-01-08T10:00:00Z',
        data: {
          repository: (await release(told.second, 'repository'))['repository'],
          tag: 'v1.1.0',
          start: '2025-01-09T12:00:00Z',
          end: '2025-01-10',
        },
      },
      {
        type: 'release.scheduled',
        id: 'elsewhere',
        at: '2025-01-08T10:00:00Z',
        data: { repository: `repository:${SOURCE}:1`, tag: 'v1.1.0', end: '2025-03-01' },
      },
    ]);
    const { plans, steps } = await release(told.second, `${PLANS} ${STEPS}`);
    const stated = {
      source: SENDER,
      start: '2025-01-09T12:00:00Z',
      end: '2025-01-10',
      event: { type: 'release.scheduled', source: SENDER },
    };
    expect(plans).toEqual([stated, shown]);
    expect(String(all(steps)[1]?.['sentence'])).toContain('It was last planned for 2025-01-09T12:00:00Z to 2025-01-10.');
    expect(await release(told.second, PLANS, before)).toEqual({ plans: [shown] });
  });

  it('sequenced and deployed: its deployments in the order in which they started', async () => {
    const { deployments, steps } = await release(told.second, `deployments(first: 10) { totalCount nodes { environment } } ${STEPS}`);
    expect(deployments).toEqual({ totalCount: 2, nodes: [{ environment: 'staging' }, { environment: 'production' }] });
    const reached = all(steps).filter((step) => String(step['reached']) === 'true');
    expect(reached.map(({ step }) => String(step))).toEqual(['GROUPED', 'SCHEDULED', 'SEQUENCED', 'DEPLOYED']);
    expect(all(steps)[2]?.['sentence']).toBe('Deployed in this order: staging, production.');
    expect(await release(told.first, 'deployments(first: 10) { totalCount }')).toEqual({ deployments: { totalCount: 0 } });
  });

  it('are linked both ways with changes', async () => {
    const question =
      'query ($ref: String!) { change(by: { ref: $ref }) { releases(first: 10) { totalCount nodes { strength place release { tag } } } } }';
    const of = async (ticket: JiraIssue) =>
      all((await askApi(acme.sql, question, { ref: refOf(ticket) }))['change']?.['releases']?.['nodes']);
    expect(await of(tickets.a)).toMatchObject([{ strength: 'CARRIED', release: { tag: 'v1.0.0' } }]);
    expect((await of(tickets.b)).map((link) => `${String(link['release']?.['tag'])} ${String(link['strength'])}`)).toEqual([
      'v1.1.0-rc1 CARRIED',
      'v1.1.0 CARRIED',
    ]);
    expect(await of(tickets.later)).toEqual([{ strength: 'RELATED', place: 'fixVersions', release: { tag: 'v1.1.0' } }]);
  });

  it('validated and closed: once its changes are, and as known before then not', async () => {
    const later = acme.day();
    for (const ticket of [tickets.b, tickets.c]) later.move('10:00', mara, ticket, 'Done');
    await acme.readToEnd();
    const reachedIn = async (knownAt?: string) =>
      all((await release(told.second, STEPS, knownAt))['steps'])
        .filter((step) => String(step['reached']) === 'true')
        .map(({ step }) => String(step));
    expect(await reachedIn()).toEqual(['GROUPED', 'SCHEDULED', 'SEQUENCED', 'DEPLOYED', 'VALIDATED', 'CLOSED']);
    expect(await reachedIn(before)).toEqual(['GROUPED', 'SCHEDULED', 'SEQUENCED', 'DEPLOYED']);
  });

  it('are listed, the newest first, by repository, tag, time, and whether they were deployed', async () => {
    const tags = async (filter: Record<string, unknown>) => {
      const question =
        'query ($filter: ReleaseFilter) { releases(first: 10, filter: $filter) { totalCount nodes { tag repositoryName } } }';
      return all((await askApi(acme.sql, question, { filter }))['releases']?.['nodes']).map(({ tag }) => String(tag));
    };
    expect(await tags({})).toEqual(['v1.1.0', 'v1.1.0-rc1', 'v1.0.0']);
    expect(await tags({ repositories: ['acme/pay'], prerelease: false })).toEqual(['v1.1.0', 'v1.0.0']);
    expect(await tags({ repositories: ['acme/web'] })).toEqual([]);
    expect(await tags({ deployed: true })).toEqual(['v1.1.0']);
    expect(await tags({ deployed: false, publishedTo: '2025-01-07T00:00:00Z' })).toEqual(['v1.0.0']);
  });

  it('come out the same of a rebuild', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('is listed where a sender publishes it, as where the platform does', async () => {
    const repository = (await release(told.second, 'repository'))['repository'];
    await pushed(acme, [
      { type: 'release.published', id: 'told', at: '2025-01-09T14:00:00Z', data: { repository, tag: 'v1.1.0', title: 'Told by hand' } },
    ]);
    const question = `{ release(id: "release:${SENDER}:told") { tag repositoryName commitCount publishedAt { from } } }`;
    const found = (await askApi(acme.sql, question))['release'];
    expect(found).toMatchObject({ tag: 'v1.1.0', repositoryName: 'acme/pay', publishedAt: { from: '2025-01-09T14:00:00Z' } });
  });
});
