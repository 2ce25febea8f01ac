import type { Policy, RuleId } from '#contract';
import { type DeploymentCase, isSwitchedOn } from '../controls/index.js';
import type { DeploymentFacts, NamedFacts, RevisionFacts, Role } from '../correlate/index.js';
import { together } from '../db/together.js';
import type { Awaited } from './awaits.js';
import { commitName } from './load/code.js';
import { loadCode } from './load/neighbourhood.js';
import type { Near } from './load/near.js';
import { readingsOf } from './load/protections.js';
import type { TicketWorld } from './load/ticket-world.js';

/** A deployment about which rules may ask more than what it carries. */
interface Asking extends DeploymentFacts {
  readonly role: Role;
  readonly policy: Policy;
}

type Asked = Pick<DeploymentCase, 'revision' | 'named'>;

/** Which rules ask for checks of the revision, and for what was merged as it. */
const OF_REVISION: readonly RuleId[] = ['developer-deployed', 'untested-deployment', 'failed-checks-overridden'];
/** Which ask for artifacts, configuration, and what started it. */
const OF_NAMED: readonly RuleId[] = [
  ...(['developer-deployed', 'unknown-artifact', 'configuration-unrecorded'] as const),
  // Whether it is a deployment of its own.
  ...OF_REVISION,
  'off-branch-deployment',
];

/** What rules ask for beside the neighbourhood of all of them; nothing is loaded where policy asks none of these. */
export async function asked(around: Near, world: TicketWorld, facts: Asking): Promise<Asked> {
  const isAsked = (rules: readonly RuleId[]) => rules.some((rule) => isSwitchedOn(rule, facts.policy));
  const { repository, sha } = facts;
  const [revision, named] = await together([
    repository !== null && sha !== null && isAsked(OF_REVISION) ? revisionFacts(around, world, { repository, sha }) : null,
    isAsked(OF_NAMED) ? namedFacts(around, world, facts) : null,
  ]);
  return { ...(revision ? { revision } : {}), ...(named ? { named } : {}) };
}

/** All reports of one deployment are its own word, where somebody vouches for them. */
async function namedFacts(around: Near, { trust }: TicketWorld, { deployment, through, role }: Asking): Promise<NamedFacts> {
  const rows = [...(await around.named([deployment, ...role.corroboratedBy])).values()];
  const believed = rows.filter(({ source }) => trust(source, 'deployment.requested'));
  const artifacts = [...new Set(believed.flatMap((row) => row.artifacts))].sort();
  const said = await around.saidOfArtifacts(artifacts);
  const manifest = through?.startsWith('commit:') === true ? [through] : [];
  return {
    artifacts: artifacts.map((artifact) => {
      const built = (said.get(artifact) ?? []).filter(({ isBuilt }) => isBuilt);
      const counts = built.filter(({ source }) => trust(source, 'artifact.published'));
      const distrusted = built.filter((one) => !counts.includes(one)).map(({ source }) => source);
      return { artifact, isBuilt: counts.length > 0, distrusted: [...new Set(distrusted)].sort(), events: built.map(({ seq }) => seq) };
    }),
    tags: distinct(believed.map(({ tag }) => tag)),
    configurations: distinct([...manifest, ...believed.map(({ configuration }) => configuration)]),
    triggers: distinct(believed.map(({ trigger }) => trigger)),
    perhaps: role.perhaps,
  };
}

function distinct(all: readonly (string | null)[]): readonly string[] {
  return [...new Set(all)].filter((one) => one !== null).sort();
}

async function revisionFacts(
  around: Near,
  { trust }: TicketWorld,
  { repository, sha }: { readonly repository: string; readonly sha: string },
): Promise<RevisionFacts> {
  const { pulls } = await loadCode(around, repository, [sha]);
  const mergedAs = [...pulls.values()].filter((pull) => pull.repository === repository && pull.mergeCommit === sha);
  const shas = [...new Set([sha, ...mergedAs.flatMap(({ mergeHead }) => mergeHead ?? [])])];
  const bases = [...new Set(mergedAs.flatMap(({ mergeBase }) => mergeBase ?? []))];
  const [checks, protections] = await together([
    around.checks(shas.map((one) => commitName(repository, one))),
    bases.length > 0 ? around.protections([repository]) : null,
  ]);
  return {
    mergedAs,
    checks: [...checks.values()].flat().filter(({ source }) => trust(source, 'check.finished')),
    protections: readingsOf(protections?.get(repository) ?? [], bases),
  };
}

/** What else could change the answers of these rules: word of an artifact, a check, a pull request merged as the revision, a reading. */
export function awaitsAsked({ named, revision, repository: scope, sha }: Omit<DeploymentCase, 'implementations'>): readonly Awaited[] {
  const artifacts = (named?.artifacts ?? []).map(({ artifact }) => ({ scope: '', collection: 'artifact', item: artifact, upTo: null }));
  if (!revision || scope === null || sha === null) return artifacts;
  const of = (collection: string, items: readonly (string | null)[]) =>
    distinct(items).map((item) => ({ scope, collection, item, upTo: null }));
  const { mergedAs } = revision;
  return [
    ...artifacts,
    ...of('merge', [sha]),
    ...of('check', [sha, ...mergedAs.map(({ mergeHead }) => mergeHead)]),
    ...of(
      'branch',
      mergedAs.map(({ mergeBase }) => mergeBase),
    ),
    ...of(
      'pull_request',
      mergedAs.map(({ pullRequest }) => pullRequest),
    ),
  ];
}
