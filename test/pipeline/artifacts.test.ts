import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, askApi, type Told } from './ask-api.js';
import { SOURCE } from './hub-under-test.js';
import { published, type Rollout, rolledOut } from './image-rollout.js';
import { pushed, SENDER } from './senders.js';
import { type Acme, openAcme, refOf } from './terms/acme.js';

let acme: Acme;
let first: Rollout;
let second: Rollout;
let pay: string;

async function opened(trusted: readonly 'artifact.published'[]): Promise<void> {
  acme = await openAcme({
    policy: { trust: { [SENDER]: [...trusted, 'deployment.requested', 'deployment.started', 'deployment.finished'] } },
    before: (day, company) => {
      pay = `repository:${SOURCE}:${company.repositories.pay.id}`;
      first = rolledOut(day(), company, 'a');
      second = rolledOut(day(), company, 'b');
    },
  });
  await acme.readToEnd();
}

const DEPLOYMENT = `repository { name } service revision outcome relation
  build { artifact repository sha through of { publications { name provenance trusted source } } }
  carries(first: 20) { nodes { sha } } changes(first: 20) { nodes { ref strength } } pullRequests(first: 20) { nodes { ref } }`;

async function deployment(ref: string): Promise<Told> {
  return (await askApi(acme.sql, `query ($id: ID!) { deployment(id: $id) { ${DEPLOYMENT} } }`, { id: ref }))['deployment'] as Told;
}

async function trace(of: string, knownAt: string | null = null): Promise<Told> {
  const question =
    'query ($of: String!, $knownAt: DateTime) { trace(of: $of, knownAt: $knownAt) { state nodes { ref kind side } hops { from to method place strength } ends { ref sentence } } }';
  return (await askApi(acme.sql, question, { of, knownAt }))['trace'] as Told;
}
const sideOf = (found: Told, wanted: string) =>
  all(found['nodes'])
    .filter(({ side }) => String(side) === wanted)
    .map(({ kind, ref }) => `${String(kind)} ${String(ref)}`);

const refsIn = (list: Told | undefined) => all(list?.['nodes']).map(({ ref }) => String(ref));
const shaOf = (ref: string) => ref.slice(ref.lastIndexOf(':') + 1);

describe('GitOps, artifacts: the deployed commit lives in another repository than the code, through image digest and manifest', () => {
  beforeAll(() => opened(['artifact.published']), 120_000);
  afterAll(() => acme?.close());

  it('is a deployment of its manifests until somebody says what the image was built from', async () => {
    const found = await deployment(refOf(first.production));
    expect(found).toMatchObject({ service: 'infra', build: null });
    expect(refsIn(found['changes']).filter((ref) => ref.startsWith('ticket:'))).toEqual([]);
  });

  it('carries the commits of the build once its provenance is known, with their pull requests and changes', async () => {
    await pushed(acme, [published(first), published(second)]);
    await acme.readToEnd();
    const found = await deployment(refOf(second.production));
    expect(found).toMatchObject({ service: 'pay', relation: 'FORWARD', build: { repository: pay, sha: shaOf(second.commit) } });
    expect(found['build']?.['through']).toMatch(/^commit:github-acme:/);
    expect(all(found['build']?.['of']?.['publications'])).toEqual([
      { name: 'registry.example/acme/pay', provenance: 'https://slsa.dev/provenance/v1', trusted: true, source: SENDER },
    ]);
    expect(all(found['carries']?.['nodes']).map(({ sha }) => String(sha))).toContain(shaOf(second.commit));
    expect(refsIn(found['changes'])).toEqual([refOf(second.ticket)]);
    expect(refsIn(found['pullRequests'])).toEqual([refOf(second.pull)]);
    expect(await acme.answer('unreviewed-code', second.production, second.pull)).toBe('PASS');
    expect(await acme.answer('unapproved-deployment', second.production, second.ticket)).toBe('PASS');
    expect(await acme.answer('untraceable-deployment', second.production)).toBe('PASS');
  });

  it('shows the promotion of one artifact through environments, in the order of its deployments', async () => {
    const answer = await askApi(
      acme.sql,
      'query ($digest: ID!) { artifact(digest: $digest) { deployments(first: 10) { totalCount nodes { environment start { from } } } } }',
      {
        digest: second.digest,
      },
    );
    expect(all(answer['artifact']?.['deployments']?.['nodes']).map(({ environment }) => String(environment))).toEqual([
      'staging',
      'production',
    ]);
    const list = await askApi(
      acme.sql,
      'query ($filter: ArtifactFilter) { artifacts(first: 10, filter: $filter) { totalCount nodes { artifact } } }',
      {
        filter: { names: ['registry.example/acme/pay'], commits: [first.commit] },
      },
    );
    expect(list['artifacts']).toEqual({ totalCount: 1, nodes: [{ artifact: `artifact:${first.digest}` }] });
  });

  it('takes a deployment by its digest alone the same way, and one by a digest that nobody published not', async () => {
    const at = (id: string, digest: string, minute: number) => [
      {
        type: 'deployment.requested',
        id,
        at: `2025-02-01T10:${minute}:00Z`,
        data: { repository: `repository:${SENDER}:manifests`, environment: 'production', production: true, artifact: digest },
      },
      { type: 'deployment.started', id, at: `2025-02-01T10:${minute + 1}:00Z`, data: {} },
      { type: 'deployment.finished', id, at: `2025-02-01T10:${minute + 2}:00Z`, data: { outcome: 'SUCCEEDED' } },
    ];
    await pushed(acme, [...at('d1', first.digest, 10), ...at('d2', `sha256:${'c'.repeat(64)}`, 30)]);
    const known = await deployment(`deployment:${SENDER}:d1`);
    expect(known).toMatchObject({
      service: 'pay',
      relation: 'ROLLBACK',
      build: { sha: shaOf(first.commit), through: `deployment:${SENDER}:d1` },
    });
    expect(await deployment(`deployment:${SENDER}:d2`)).toMatchObject({
      build: { artifact: `artifact:sha256:${'c'.repeat(64)}`, sha: null },
    });
  });

  it('trace leads both ways from a digest, a build, a commit, a configuration version, a ticket and a deployment, hop by hop', async () => {
    const build = `build:${SENDER}:77`;
    const digest = `sha256:${'e'.repeat(64)}`;
    await pushed(acme, [{ ...published(second, { digest, build, version: '2.0' }), id: digest }]);
    const artifact = `artifact:${second.digest}`;
    const production = refOf(second.production);
    const manifest = String((await deployment(production))['build']?.['through']);
    const found = await trace(second.digest);
    expect(sideOf(found, 'START')).toEqual([`ARTIFACT ${artifact}`]);
    expect(sideOf(found, 'UPSTREAM')).toEqual([
      `TICKET ${refOf(second.ticket)}`,
      `PULL_REQUEST ${refOf(second.pull)}`,
      `COMMIT ${second.commit}`,
    ]);
    expect(sideOf(found, 'DOWNSTREAM')).toEqual(
      expect.arrayContaining([
        `CONFIGURATION ${manifest}`,
        ...[second.production, second.staging].map((one) => `DEPLOYMENT ${refOf(one)}`).sort(),
      ]),
    );
    expect(sideOf(await trace(shaOf(manifest).slice(0, 10)), 'UPSTREAM')).toContain(`ARTIFACT ${artifact}`);
    expect(sideOf(await trace(second.ticket.key), 'DOWNSTREAM')).toEqual(
      expect.arrayContaining([`ARTIFACT ${artifact}`, `BUILD ${build}`, `CONFIGURATION ${manifest}`]),
    );
    expect(sideOf(await trace(production), 'UPSTREAM')).toEqual(
      expect.arrayContaining([`ARTIFACT ${artifact}`, `CONFIGURATION ${manifest}`, `COMMIT ${second.commit}`]),
    );
    const built = await trace(build);
    expect([...sideOf(built, 'UPSTREAM').slice(-1), ...sideOf(built, 'DOWNSTREAM')]).toEqual([
      `COMMIT ${second.commit}`,
      `ARTIFACT artifact:${digest}`,
    ]);
    expect(all(built['ends']).map(({ sentence }) => String(sentence))).toEqual([
      'It is not deployed yet, as far as deployments were read.',
    ]);
    expect(sideOf(await trace('registry.example/acme/pay:2.0'), 'START')).toEqual([`ARTIFACT artifact:${digest}`]);
    const unknown = await trace(`sha256:${'c'.repeat(64)}`);
    expect(all(unknown['ends']).map(({ sentence }) => String(sentence))).toContain(
      'Nobody whom policy trusts says what it was built from.',
    );
  });

  it('trace as known before the provenance was told ends at the manifests, and a tag leads where it then led', async () => {
    const [told] = await acme.sql<{ before: string }[]>`
      select (min(recorded_at) - interval '1 microsecond')::text as before from timeline_entry where type = 'artifact.published'`;
    const known = new Date(told!.before).toISOString();
    const then = await trace(refOf(second.production), known);
    const now = await trace(refOf(second.production));
    expect(sideOf(then, 'UPSTREAM').some((line) => line.startsWith('TICKET'))).toBe(false);
    expect(sideOf(now, 'UPSTREAM')).toContain(`TICKET ${refOf(second.ticket)}`);
    expect((await trace('v0-not-there', known))['state']).toBe('UNKNOWN');
  });

  it('is what it was again when another source says another commit: nobody guesses', async () => {
    const before = await deployment(refOf(second.production));
    expect(before['build']?.['sha']).toBe(shaOf(second.commit));
    await pushed(acme, [{ ...published(second, { commits: [first.commit], name: 'mirror/pay' }), id: 'mirrored' }]);
    expect(await deployment(refOf(second.production))).toMatchObject({ service: 'infra', build: null });
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});

describe('Terms, Trust: what is asserted of an artifact counts only where policy trusts the sender for it', () => {
  beforeAll(() => opened([]), 120_000);
  afterAll(() => acme?.close());

  it('shows an untrusted provenance as stated, and judges the deployment by its manifests', async () => {
    await pushed(acme, [published(first), published(second)]);
    await acme.readToEnd();
    expect(await deployment(refOf(second.production))).toMatchObject({ service: 'infra', build: null });
    const answer = await askApi(acme.sql, 'query ($digest: ID!) { artifact(digest: $digest) { publications { trusted } } }', {
      digest: second.digest,
    });
    expect(answer['artifact']).toEqual({ publications: [{ trusted: false }] });
  });
});
