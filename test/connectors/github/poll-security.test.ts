import { afterEach, describe, expect, it } from 'vitest';
import { genuine } from '#contract';
import github from '../../../connectors/github/index.js';
import { type Alert, alertObject, deliveryOf, type Release, worldOf } from '../../../src/sample/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, BEN, pay, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const ABOUT = { code_scanning: 'js/sql-injection', dependabot: 'GHSA-8f4m-hccc-8qph', secret_scanning: 'stripe_api_key' } as const;
const alert = (kind: Alert['kind'], number: number, more: Partial<Alert> = {}): Alert => ({
  kind,
  number,
  about: ABOUT[kind],
  severity: 'high',
  createdAt: timeOf(number),
  updatedAt: timeOf(number),
  ...more,
});
const KINDS = ['code_scanning', 'dependabot', 'secret_scanning'] as const;

describe('reading security alerts', () => {
  it('brings those of each kind as checks, with what became of them', async () => {
    const alerts = [
      alert('code_scanning', 1, { fixedAt: timeOf(900) }),
      alert('dependabot', 1, { dismissedAt: timeOf(901), dismissedBy: ANA, reason: 'tolerable_risk' }),
      alert('secret_scanning', 1, { dismissedAt: timeOf(902), dismissedBy: BEN, reason: 'revoked' }),
    ];
    const { io } = await connect(worldOf([pay(1, { alerts })]));
    const { records, claims } = await pass(io, 'alerts');
    const told = eventsOf(records).map(({ type, core, seen }) => [type, core['name'], core['conclusion'], core['how'], seen?.['reason']]);
    expect(told).toEqual([
      ['check.finished', 'code_scanning/CodeQL/js/sql-injection', 'FAILURE', 'found', undefined],
      ['check.finished', 'code_scanning/CodeQL/js/sql-injection', 'SUCCESS', 'fixed', undefined],
      ['check.finished', 'dependabot/GHSA-8f4m-hccc-8qph', 'FAILURE', 'found', undefined],
      ['check.finished', 'dependabot/GHSA-8f4m-hccc-8qph', 'NEUTRAL', 'dismissed', 'tolerable_risk'],
      ['check.finished', 'secret_scanning/stripe_api_key', 'FAILURE', 'found', undefined],
      ['check.finished', 'secret_scanning/stripe_api_key', 'SUCCESS', 'resolved', 'revoked'],
    ]);
    expect(claims.map(({ collection, state }) => [collection, state])).toEqual(KINDS.map((kind) => [`${kind}_alerts`, 'COMPLETE']));
    expect(JSON.stringify(records)).not.toContain('hidden');
  });

  it.each(KINDS)('of %s goes on where a first reading was interrupted, and reads later what changed since', async (kind) => {
    const alerts = Array.from({ length: 250 }, (_, at) => alert(kind, at + 1, { updatedAt: timeOf((at + 1) * 1_000) }));
    const repository = pay(1, { alerts });
    const { io } = await connect(worldOf([repository]));
    const skipped = KINDS.indexOf(kind) * 2;
    const begun = await pass(io, 'alerts', null, skipped + 1);
    expect(begun.records).toHaveLength(100);
    expect(begun.records[0]?.key).toBe(`alert:4711:${kind}:250`);
    const rest = await pass(io, 'alerts', begun.cursor);
    expect(new Set([...begun.records, ...rest.records].map(({ key }) => key)).size).toBe(250);
    expect(rest.claims.map(({ collection }) => collection)).not.toContain(`${kind}_alerts`);
    Object.assign(alerts[4] ?? {}, { fixedAt: timeOf(300_000), updatedAt: timeOf(300_000) });
    const later = await pass(io, 'alerts', rest.cursor);
    expect(later.records[0]?.key).toBe(`alert:4711:${kind}:5`);
    expect(later.records.length).toBeLessThan(3);
    expect(later.claims.map(({ collection }) => collection)).toContain(`${kind}_alerts`);
  });

  it('calls a kind that is off DENIED, and reads the others', async () => {
    const { io, server } = await connect(worldOf([pay(1, { alerts: [alert('dependabot', 1)] })]));
    server.fail({ match: /secret-scanning/, times: 1, with: 404 });
    const { claims, records } = await pass(io, 'alerts');
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual([
      'code_scanning_alerts COMPLETE',
      'dependabot_alerts COMPLETE',
      'secret_scanning_alerts DENIED',
    ]);
    expect(records).toHaveLength(1);
  });

  it.each(KINDS)('14.1 an alert of %s by webhook and by poll is the same', async (kind) => {
    const one = alert(kind, 3, { dismissedAt: timeOf(902), dismissedBy: BEN, reason: 'false positive' });
    const repository = pay(1, { alerts: [one] });
    const { io, server } = await connect(worldOf([repository]));
    const read = eventsOf((await pass(io, 'alerts')).records);
    const body = {
      action: 'dismissed',
      alert: alertObject({ addresses: server.addresses }, one),
      repository: { id: 4711, full_name: 'acme/pay' },
    };
    const { headers, body: bytes } = deliveryOf('secret', { event: `${kind}_alert`, body });
    const answer = genuine({ headers, body: new TextEncoder().encode(bytes) });
    const told = eventsOf('genuine' in answer ? (github.webhook?.parse(answer.genuine).records ?? []) : []);
    expect(told.map(identityOf)).toEqual(read.map(identityOf));
    expect(told.map(fixedPartOf)).toEqual(read.map(fixedPartOf));
  });
});

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const provenance = (run: string) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'pay.tgz', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      resolvedDependencies: [
        { uri: 'git+https://github.com/acme/pay@refs/heads/main', digest: { gitCommit: shaOf(3) } },
        { uri: 'git+https://github.com/acme/payments@refs/heads/main', digest: { gitCommit: shaOf(4) } },
      ],
    },
    runDetails: { metadata: { invocationId: `https://github.com/acme/pay/actions/runs/${run}/attempts/2` } },
  },
});
const release = (id: number, assets: readonly string[]): Release => ({
  id,
  tag: `v${String(id)}`,
  targetCommitish: 'main',
  name: null,
  body: null,
  draft: false,
  prerelease: false,
  author: ANA,
  createdAt: timeOf(id),
  publishedAt: timeOf(id),
  assets,
});

describe('reading attestations', () => {
  it('tells from which commit and in which run an asset of a release was built', async () => {
    const attestations = [{ digest: DIGEST, statement: provenance('31') }];
    const { io } = await connect(worldOf([pay(5, { releases: [release(1, [DIGEST])], attestations })]));
    const first = await pass(io, 'attestations');
    const [event] = eventsOf(first.records);
    expect(event).toMatchObject({
      type: 'artifact.published',
      subject: { $ref: ['artifact', 'sha256', 'ab'.repeat(32)] },
      core: {
        name: 'pay.tgz',
        commits: [{ $ref: ['commit', '4711', shaOf(3)] }],
        build: { $ref: ['build', '31', '2'] },
        provenance: 'https://slsa.dev/provenance/v1',
      },
    });
    expect(first.claims).toMatchObject([{ collection: 'attestations', state: 'COMPLETE' }]);
    expect((await pass(io, 'attestations', first.cursor)).records).toEqual([]);
  });

  it('asks again for a day where there is none yet, and no more then', async () => {
    const repository = pay(5, { releases: [release(1, [DIGEST, `sha256:${'cd'.repeat(32)}`])] });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'attestations');
    expect(first.records).toEqual([]);
    repository.attestations.push({ digest: DIGEST, statement: provenance('31') });
    const second = await pass(io, 'attestations', first.cursor);
    expect(second.records).toHaveLength(1);
    server.skewClock(26 * 3_600_000);
    const asked = server.requests().length;
    await pass(io, 'attestations', second.cursor);
    await pass(io, 'attestations', second.cursor);
    expect(
      server
        .requests()
        .slice(asked)
        .filter(({ path }) => path.includes('/attestations/')),
    ).toEqual([]);
  });

  it('14.13 are read for each digest of an image of several architectures that a webhook tells of', async () => {
    const { io } = await connect(worldOf([pay(5, { attestations: [{ digest: DIGEST, statement: provenance('31') }] })]));
    const told = (digest: string, tag: string) => {
      const version = { version: digest, target_oid: shaOf(3), container_metadata: { tag: { name: tag, digest } } };
      const body = {
        action: 'published',
        package: { id: 88, name: 'pay', namespace: 'acme', package_type: 'CONTAINER', package_version: version },
        repository: { id: 4711, full_name: 'acme/pay' },
      };
      const { headers, body: bytes } = deliveryOf('secret', { event: 'package', body });
      const answer = genuine({ headers, body: new TextEncoder().encode(bytes) });
      if (!('genuine' in answer) || !github.webhook) throw new Error('not genuine');
      return github.webhook.parse(answer.genuine);
    };
    const index = told(`sha256:${'cd'.repeat(32)}`, 'v1.4.0');
    const child = told(DIGEST, '');
    expect(
      eventsOf([...index.records, ...child.records]).map(({ subject, core }) => [subject.$ref[2]?.slice(0, 2), core['version']]),
    ).toEqual([
      ['cd', 'v1.4.0'],
      ['ab', null],
    ]);
    const [bell] = child.doorbells;
    if (!bell) throw new Error('no doorbell');
    const { records } = await github.poll.fetch(bell, io);
    expect(eventsOf(records)[0]?.core['build']).toEqual({ $ref: ['build', '31', '2'] });
  });
});
