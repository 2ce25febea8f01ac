import { type Draft, type Json, type Normalised, type RefMark, ref } from '#contract';
import { readAs, security } from '../wire.js';

const DIGEST = /^sha256:([0-9a-f]{64})$/;

/** A version of a container in GitHub's registry; of other packages GitHub tells no digest. A child of a multi-arch image is published, too. */
export function fromPackage(payload: Json): Normalised {
  const { action, package: version, repository } = readAs(security.packageEvent, payload, 'package webhook');
  return publishedBy(action, version, repository?.id ?? null);
}

/** The older event of the same, which tells it a second time. */
export function fromRegistryPackage(payload: Json): Normalised {
  const { action, registry_package: version, repository } = readAs(security.registryPackageEvent, payload, 'registry_package webhook');
  return publishedBy(action, version, repository?.id ?? null);
}

function publishedBy(action: string, published: security.Published, repository: string | null): Normalised {
  if (action !== 'published' && action !== 'updated') return { ignored: `package ${action} publishes nothing.` };
  const version = published.package_version;
  const hex = DIGEST.exec(version?.container_metadata?.tag?.digest || (version?.version ?? ''))?.[1];
  if (hex === undefined) return { ignored: `a package of type ${published.package_type} is published without a digest (SHA-256).` };
  const tag = version?.container_metadata?.tag?.name;
  const name = [published.namespace, published.name].filter(Boolean).join('/');
  const commits = repository !== null && version?.target_oid ? [ref('commit', repository, version.target_oid)] : [];
  return {
    events: [
      {
        type: 'artifact.published',
        subject: ref('artifact', 'sha256', hex),
        // The package's own times are those of its first version, and 0001-01-01 of a version.
        identity: { kind: 'package', natural: [published.id, hex], transition: 'published', discriminator: tag ? [tag] : [] },
        occurredAt: null,
        timeFrom: 'SEEN',
        core: { name, version: tag || null, tags: tag ? [tag] : [], commits },
        mentions: commits.map((commit) => ({ names: commit, method: 'DIGEST', place: 'target_oid' })),
      },
    ],
  };
}

/** What an attestation says of an artifact: from which commit, and in which run, it was built. */
export function fromAttestation(payload: Json): Normalised {
  const { repository, digest, statement } = readAs(security.attestationRecord, payload, 'attestation');
  const hex = DIGEST.exec(digest)?.[1];
  const subject = statement.subject.find((one) => one.digest['sha256'] === hex);
  if (hex === undefined || !subject) return { ignored: `the attestation for ${digest} is about another artifact.` };
  const { buildDefinition, runDetails } = statement.predicate ?? {};
  const own = new RegExp(`github\\.com/${repository.full_name.replace(/[.]/g, '\\.')}(?:[@/]|$)`, 'i');
  const commits = (buildDefinition?.resolvedDependencies ?? []).flatMap(({ uri, digest: of }): RefMark[] => {
    const sha = of?.['gitCommit'] ?? of?.['sha1'];
    return sha !== undefined && /^[0-9a-f]{40,64}$/.test(sha) && own.test(uri ?? '') ? [ref('commit', repository.id, sha)] : [];
  });
  const [, run, attempt] = /\/actions\/runs\/(\d{1,20})(?:\/attempts\/(\d+))?/.exec(runDetails?.metadata?.invocationId ?? '') ?? [];
  const published: Draft = {
    type: 'artifact.published',
    subject: ref('artifact', 'sha256', hex),
    identity: {
      kind: 'attestation',
      natural: [repository.id, hex],
      transition: 'attested',
      discriminator: [statement.predicateType, run ?? '', attempt ?? ''],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: {
      name: subject.name ?? repository.full_name,
      commits,
      build: run === undefined ? null : ref('build', run, attempt ?? '1'),
      provenance: statement.predicateType,
    },
    mentions: commits.map((commit) => ({ names: commit, method: 'DIGEST', place: 'provenance' })),
  };
  return { events: [published] };
}
