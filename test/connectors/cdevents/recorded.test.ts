import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Draft, Json } from '#contract';
import { identityOf } from '../../contract/sameness.js';
import { countLine, endsOf as endsOfAll, isRecorded } from '../recorded-count.js';
import { recorded, recordedDocker, recordedSlsa } from './recorded.js';
import { endsOf, eventsIn, PLAIN } from './told.js';

const root = process.env['RECORDED'] ?? '';
const json = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Json;
const eventsOfFile = (...path: string[]): readonly Draft[] => eventsIn(endsOf(json(...path), PLAIN));

interface Wrapped {
  readonly context: { readonly type: string; readonly timestamp: string };
  readonly subject: { readonly id: string };
}
const isDeployed = ({ context }: Wrapped) => context.type.includes('.service.deployed.');

describe.skipIf(!isRecorded('cdevents'))('recorded CDEvents (the folder in RECORDED)', () => {
  it('each end as events or ignored with a reason, and none is set aside', () => {
    const ends = endsOfAll(recorded);
    console.log(countLine(recorded, ends));
    expect(countLine(recorded, ends)).toBe('cdevents: 92 files, 92 records: 22 events, 74 ignored, 0 quarantined');
    const reasons = ends.flatMap((end) => ('ignored' in end ? [end.ignored] : []));
    const why = (pattern: RegExp) => reasons.filter((one) => pattern.test(one)).length;
    expect([why(/a schema is no event/), why(/examples of names/), why(/without a SHA-256 digest/), why(/is not supported/)]).toEqual([
      63, 1, 3, 7,
    ]);
  });

  it('say what the conformance events of the specification say', () => {
    const of = (file: string) => eventsOfFile('cdevents', 'cdevents-spec', 'conformance', `${file}.json`);
    const [requested, finished] = of('service_rolledback');
    const digest = '0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427';
    expect(requested).toMatchObject({ core: { environment: 'test123', rollback: true }, occurredAt: null });
    expect(requested?.mentions).toEqual([{ names: { $ref: ['artifact', 'sha256', digest] }, method: 'DIGEST', place: 'artifactId' }]);
    expect(finished).toMatchObject({ core: { outcome: 'SUCCEEDED' }, occurredAt: { from: '2023-03-20T14:27:05.315384Z' } });
    expect(of('pipelinerun_finished')).toMatchObject([{ type: 'build.finished', core: { name: 'myPipeline', conclusion: 'FAILURE' } }]);
    expect(of('testcaserun_skipped')).toMatchObject([
      { type: 'check.finished', core: { name: 'Login Test', conclusion: 'SKIPPED', environment: 'dev' } },
    ]);
    expect(of('approval_closed')).toMatchObject([
      { type: 'approval.decided', core: { decision: 'APPROVED', final: true, approver: { $account: 'urn:user:bob' } } },
    ]);
    expect(of('incident_reported')[0]?.subject).toEqual(of('incident_detected')[0]?.subject);
  });

  it('are the same events as those that another program hands on, whose order of keys is another', () => {
    for (const file of ['service_deployed.json', 'artifact_published.json']) {
      const [given, handedOn] = ['inputs', 'outputs'].map((side) =>
        endsOf(json('cdevents', 'cdviz-transformers', 'passthrough', side, file), PLAIN),
      );
      expect(handedOn).toEqual(given);
    }
  });
});

describe.skipIf(!isRecorded('argocd') || !isRecorded('github'))(
  'CDEvents that another program made of webhooks of Argo CD and GitHub',
  () => {
    const bodies = ['argocd', 'github'].filter(isRecorded).flatMap((tool) => {
      const folder = join(root, tool, 'cdviz-transformers');
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /outputs\/.*\.json$/.test(file));
      return files.map((file) => json(tool, 'cdviz-transformers', file));
    });

    it('are read, with their nulls, empty artifacts and ids that are all 0', () => {
      const ends = bodies.flatMap((body) => endsOf(body, PLAIN));
      expect(ends.length).toBeGreaterThan(30);
      expect(ends.filter((end) => 'field' in end)).toEqual([]);
      const deployed = eventsIn(ends).filter(({ type }) => type === 'deployment.finished');
      // Two images of one application at one moment differ in the id alone, which cdviz-collector makes when it sends.
      const moments = new Set(
        bodies
          .map((body) => body as unknown as Wrapped)
          .filter(isDeployed)
          .map(({ context, subject }) => `${subject.id} ${context.timestamp}`),
      );
      expect(moments.size).toBeGreaterThan(10);
      expect(new Set(deployed.map(identityOf)).size).toBe(moments.size);
    });
  },
);

describe.skipIf(!isRecorded('slsa'))('recorded provenance', () => {
  const FOLDER = ['slsa', 'octokit-openapi-examples'] as const;

  it('all ends as events', () => {
    const ends = endsOfAll(recordedSlsa);
    console.log(countLine(recordedSlsa, ends));
    expect(countLine(recordedSlsa, ends)).toBe('slsa: 5 files, 6 records: 6 events, 0 ignored, 0 quarantined');
  });

  it('names the artifact by digest and the commit from which it was built, signed or not', () => {
    const [statement] = eventsOfFile(...FOLDER, 'attestation.statement01.json');
    expect(statement).toMatchObject({
      type: 'artifact.published',
      subject: { $ref: ['artifact', 'sha256', '8aad120b416386b4269ef62c8fdebcad31a70847297817a149daf927edc85548'] },
      core: {
        name: 'gh_2.50.0_windows_arm64.zip',
        provenance: 'https://slsa.dev/provenance/v1',
        sources: [{ repository: 'github.com/cli/cli' }],
      },
      seen: { signature: 'NONE' },
      mentions: [{ names: { kind: 'commit', text: 'faef2ddd81b0736748413a7c646cd0bfc26c00a0' }, method: 'RELATION' }],
    });
    const [bundle] = eventsOfFile(...FOLDER, 'attestation.bundle.json');
    expect(bundle).toEqual({ ...statement, seen: { signature: 'NOT_VERIFIED' } });
  });
});

describe.skipIf(!isRecorded('docker'))('recorded answers of a registry', () => {
  it('belong to no connector', () => {
    const ends = endsOfAll(recordedDocker);
    console.log(countLine(recordedDocker, ends));
    expect(countLine(recordedDocker, ends)).toBe('docker: 1 files, 1 records: 0 events, 1 ignored, 0 quarantined');
  });
});

if (!existsSync(join(root, 'cdevents'))) it.skip('RECORDED names no folder with recorded CDEvents', () => undefined);
