import { describe, expect, it } from 'vitest';
import { refText } from '#contract';
import { cdEvent, DIGEST } from './event.js';
import { endsOf, eventsIn, PLAIN } from './told.js';

const COMMIT = '4f2c'.repeat(10);
const [INDEX, AMD, ARM] = ['1a', '2b', '3c'].map((pair) => pair.repeat(32)) as [string, string, string];

interface Made {
  readonly subject?: readonly object[];
  readonly dependencies?: readonly object[];
  readonly type?: string;
}

function statement({
  subject = [{ name: 'pay', digest: { sha256: DIGEST } }],
  dependencies = [SOURCE],
  type = 'https://slsa.dev/provenance/v1',
}: Made = {}) {
  const runDetails = { builder: { id: 'https://builder.acme.example' }, metadata: { invocationId: 'run-1' } };
  const buildDefinition = { buildType: 'https://builder.acme.example/make', resolvedDependencies: dependencies };
  return { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: type, predicate: { buildDefinition, runDetails } };
}

const SOURCE = { uri: 'git+https://git.acme.example/acme/pay@refs/heads/main', digest: { gitCommit: COMMIT } };
const told = (body: unknown) => eventsIn(endsOf(body, PLAIN));
const commitsOf = (body: unknown) =>
  told(body).flatMap(({ mentions = [] }) =>
    mentions.flatMap(({ names }) => ('kind' in names && names.kind === 'commit' ? [names.text] : [])),
  );
const artifactsOf = (body: unknown) => told(body).map(({ subject }) => refText(subject, 'any'));

describe('provenance', () => {
  it('14.13 of an image for several platforms is an artifact for each digest: the index is another one than its parts', () => {
    const body = statement({
      subject: [
        { name: 'pkg:docker/registry.acme.example/pay@1.4?platform=linux%2Famd64', digest: { sha256: AMD } },
        { name: 'pkg:docker/registry.acme.example/pay@1.4?platform=linux%2Farm64', digest: { sha256: ARM } },
      ],
    });
    expect(artifactsOf(body)).toEqual([`artifact:sha256:${AMD}`, `artifact:sha256:${ARM}`]);
    expect(told(body).map(({ core }) => core['platform'])).toEqual(['linux/amd64', 'linux/arm64']);
    const whole = statement({ subject: [{ name: 'registry.acme.example/pay', digest: { sha256: INDEX } }] });
    expect(artifactsOf(whole)).toEqual([`artifact:sha256:${INDEX}`]);
    expect(commitsOf(whole)).toEqual([COMMIT]);
  });

  it('14.13 of a digest is what a deployment by that digest names, and by no other', () => {
    const deployed = (digest: string) =>
      told(
        cdEvent({
          type: 'service.deployed',
          id: digest,
          subject: 'pay',
          content: { environment: { id: 'production' }, artifactId: `pkg:oci/pay@sha256%3A${digest}?tag=1.4` },
        }),
      ).flatMap(({ mentions = [] }) => mentions.map(({ names }) => ('$ref' in names ? refText(names, 'any') : '')));
    expect(deployed(AMD)).toEqual(artifactsOf(statement({ subject: [{ name: 'pay', digest: { sha256: AMD } }] })));
    expect(deployed(INDEX)).not.toEqual(deployed(AMD));
  });

  it.each<[string, readonly object[], readonly string[]]>([
    ['a Git commit', [SOURCE], [COMMIT]],
    ['the same commit twice', [SOURCE, SOURCE], [COMMIT]],
    ['a SHA-1 of something in Git', [{ uri: 'git+ssh://git.acme.example/acme/pay', digest: { sha1: COMMIT } }], [COMMIT]],
    ['a SHA-1 of something else', [{ uri: 'pkg:npm/left-pad@1', digest: { sha1: COMMIT } }], []],
    ['a digest that was cut', [{ uri: SOURCE.uri, digest: { gitCommit: COMMIT.slice(1) } }], []],
    ['nothing', [], []],
  ])('names the commits among %s', (_, dependencies, commits) => {
    expect(commitsOf(statement({ dependencies }))).toEqual(commits);
  });

  it('says where its commits lie, unless that is several places', () => {
    expect(told(statement())[0]?.core['repositoryUrl']).toBe('git.acme.example/acme/pay');
    const other = { uri: 'git+https://git.acme.example/acme/lib', digest: { gitCommit: 'ab'.repeat(20) } };
    expect(told(statement({ dependencies: [SOURCE, other] }))[0]?.core).not.toHaveProperty('repositoryUrl');
    expect(commitsOf(statement({ dependencies: [SOURCE, other] }))).toEqual([COMMIT, 'ab'.repeat(20)]);
  });

  it('says nothing of the credentials in an address', () => {
    const uri = 'git+https://bot:made-up-token@git.acme.example/acme/pay.git@refs/heads/main';
    const events = told(statement({ dependencies: [{ uri, digest: { gitCommit: COMMIT } }] }));
    expect(events[0]?.core['sources']).toEqual([{ repository: 'git.acme.example/acme/pay', commit: COMMIT }]);
    expect(JSON.stringify(events)).not.toContain('made-up-token');
  });

  it('never claims that a signature was verified', () => {
    const payload = Buffer.from(JSON.stringify(statement())).toString('base64url');
    const envelope = { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'bm9ib2R5' }] };
    for (const body of [envelope, { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', dsseEnvelope: envelope }])
      expect(told(body).map(({ seen }) => seen)).toEqual([{ signature: 'NOT_VERIFIED' }]);
    expect(told(statement()).map(({ seen }) => seen)).toEqual([{ signature: 'NONE' }]);
    expect(endsOf({ ...envelope, signatures: [] }, PLAIN)).toEqual([{ field: 'signatures' }]);
  });

  it('of another kind is ignored by its name', () => {
    expect(endsOf(statement({ type: 'https://slsa.dev/verification_summary/v1' }), PLAIN)).toEqual([
      { ignored: expect.stringContaining('https://slsa.dev/verification_summary/v1 are not supported') as string },
    ]);
  });

  it('that GitHub lists for an artifact is read bundle by bundle, each for itself', () => {
    const good = {
      bundle: {
        dsseEnvelope: {
          payloadType: 'application/vnd.in-toto+json',
          payload: btoa(JSON.stringify(statement())),
          signatures: [{ sig: 'eA==' }],
        },
      },
    };
    const ends = endsOf({ attestations: [good, { bundle: {} }, good] }, PLAIN);
    expect(ends.map((end) => ('events' in end ? end.events.length : end))).toEqual([1, { field: 'context' }, 1]);
  });
});
