import { plusMs, type Instant, type Interval, type Missing } from '#contract';
import type {
  BroughtIn,
  CommitFacts,
  Contents,
  DecisionFact,
  History,
  NamedFacts,
  Outcome,
  PathFacts,
  Persons,
  PolicyInForce,
  PullRequestFacts,
  RevisionFacts,
  Standing,
  TicketFacts,
  Tracing,
} from '../correlate/index.js';
import type { MergeFact, Reuse } from './implemented-before.js';
import type { Support } from './integrity/rests-on.js';
import type { ProtectionAround } from './protection/facts.js';

export interface CoverageFact {
  /** DIFFERS: a census found what one side has and the other lacks. */
  readonly state: 'COMPLETE' | 'DENIED' | 'DIFFERS';
  readonly upTo: Instant | null;
  readonly reason: string | null;
}

/** Another deployment of the same revision of the same repository. */
export interface OtherRun {
  readonly deployment: string;
  readonly source: string;
  /** As policy calls it. */
  readonly environment: string;
  readonly start: Interval;
  readonly end: Interval | null;
  readonly outcome: Outcome;
  readonly events: readonly number[];
}

/** A deployment with all that the rules may ask about it. */
export interface DeploymentCase {
  readonly deployment: string;
  readonly source: string;
  readonly environment: string | null;
  /** What policy calls the service; without a mapping the repository's ref, or the deployment's own. */
  readonly service: string;
  readonly repository: string | null;
  readonly repositoryName: string;
  /** The revision that it names. */
  readonly sha: string | null;
  readonly standing: Standing;
  readonly start: Interval;
  /** Who started it; null where the tool does not say. */
  readonly starter: string | null;
  /** Sequence numbers of the deployment's own events. */
  readonly events: readonly number[];
  readonly inForce: PolicyInForce;
  readonly contents: Contents;
  readonly commits: ReadonlyMap<string, CommitFacts>;
  /** Of carried commits, where a service or a rule is about paths. */
  readonly paths?: ReadonlyMap<string, PathFacts>;
  /** By carried commit, where a rule asks for them. */
  readonly pushers?: ReadonlyMap<string, readonly string[]>;
  readonly pulls: ReadonlyMap<string, PullRequestFacts>;
  readonly broughtIn: BroughtIn;
  readonly releaseBranches: readonly string[] | null;
  /** Whether the commit ever stood on a release branch, as far as is known. */
  readonly reachedRelease: (sha: string) => boolean;
  /** Whether the commit was read. */
  readonly wasRead: (sha: string) => boolean;
  readonly history: History | null;
  /** How far a collection of the repository was completely read. */
  readonly coverage: ReadonlyMap<string, CoverageFact>;
  readonly persons: Persons;
  /** Which commits lead to which changes. */
  readonly tracing: Tracing;
  /** A redeployment is judged by the deployment that first brought its revision; null: none is known. */
  readonly firstBroughtBy: { readonly deployment: string; readonly tracing: Tracing } | null;
  /** What is known of its revision by itself, where a rule asks for it. */
  readonly revision?: RevisionFacts;
  /** What its reports name beside the revision, where a rule asks for it. */
  readonly named?: NamedFacts;
  /** Where else its revision was deployed, by the reports that speak; looked at where policy puts environments before its own. */
  readonly elsewhere: readonly OtherRun[];
  /** What protected its branches; looked at where `control-weakened` is asked. */
  readonly protection?: ProtectionAround;
  /** The changes that it carries; where it carries none, itself in their place, or nothing where that does not apply. */
  readonly implementations: readonly ImplementationCase[];
}

/** An implementation of a change, or one without a change: the subject of rules over `I, T`. */
export interface ImplementationCase {
  /** `deployment:… ticket:…`, `deployment:…` of one without a change, `ticket:…` of one that no deployment carried. */
  readonly subject: string;
  readonly deployment: string | null;
  readonly ticket: TicketFacts | null;
  /** `PAY-12`, or `The deployment to production`: how a sentence about it begins. */
  readonly title: string;
  readonly service: string | null;
  readonly start: Interval;
  /** The source whose clock gave the start. */
  readonly startSource: string;
  readonly inForce: PolicyInForce;
  /** The implementation's own events, and those by which it carries the change. */
  readonly events: readonly number[];
  /** All steps of all approvals that count for it, by policy: of the ticket, of its status, of code, of the deployment. */
  readonly decisions: readonly DecisionFact[];
  /** Authors of its carried commits, openers of its pull requests, and who started it. */
  readonly writers: Writers;
  readonly starter: string | null;
  /** The merges by which the commits that lead to the change came into its release branch. */
  readonly merges: readonly MergeFact[];
  /** What tells whether it does more than an earlier implementation of the same change did. */
  readonly reuse: Reuse;
  readonly persons: Persons;
  /** Collections that the absence of an approval rests on, with the scope that each belongs to. */
  readonly coverage: readonly ScopedCoverage[];
  /** The judge's clock. */
  readonly at: Instant;
  /** Tickets linked to this one, as far as they were read: incidents. */
  readonly related: readonly TicketFacts[];
  /** What it rests on; looked at where `evidence-removed` is asked. */
  readonly supports?: readonly Support[];
  /** How far all that its evidence may depend on was read; looked at where `blind-spot` is asked. */
  readonly sources?: readonly ScopedCoverage[];
  /** That it carries this change, or none, is not sure: why. Then nothing about it is. */
  readonly unsure: readonly Missing[];
}

export interface Writers {
  readonly persons: ReadonlySet<string>;
  /** Why somebody may be missing, as sentences; empty when nobody is. */
  readonly unknown: readonly string[];
}

export interface ScopedCoverage {
  readonly scope: string;
  /** For people: `approvals of PAY`. */
  readonly label: string;
  readonly collection: string;
  readonly known: CoverageFact | null;
}

/**
 * That something does not exist is a fact only where its collection was read up to the judged moment + `clockSkew`
 * (`controls.md`, Terms: Absence). Answers what is missing for that, or null.
 */
export function notCovered(subject: DeploymentCase, collection: string): Missing | null {
  const scope = subject.repository ?? subject.deployment;
  const label = `${collection.replaceAll('_', ' ')} of ${subject.repositoryName}`;
  return notCoveredUpTo({ scope, label, collection, known: subject.coverage.get(collection) ?? null }, momentOf(subject));
}

/** What is missing for all of these to be covered; an absence may rest on several collections. */
export function allNotCovered(subject: DeploymentCase, collections: readonly string[]): readonly Missing[] {
  return collections.map((collection) => notCovered(subject, collection)).filter((one) => one !== null);
}

/** What is missing for the absence of an approval, a field's change and the like to be a fact. */
export function implementationNotCovered(subject: ImplementationCase, collections?: readonly string[]): readonly Missing[] {
  return subject.coverage
    .filter(({ collection }) => collections === undefined || collections.includes(collection))
    .map((one) => notCoveredUpTo(one, momentOf(subject)))
    .filter((one) => one !== null);
}

/** The judged moment + `clockSkew`. */
export function momentOf({ start, inForce }: Pick<DeploymentCase, 'start' | 'inForce'>): Instant {
  return plusMs(start.to, inForce.policy.clockSkewMs);
}

export function notCoveredUpTo({ scope, label, collection, known }: ScopedCoverage, upTo: Instant): Missing | null {
  // What was read up to a moment stays read, also when the source refuses later.
  if (known && known.upTo !== null && known.upTo >= upTo) return null;
  return { what: whyNot(label, known, upTo), scope, collection, upTo };
}

function whyNot(label: string, known: CoverageFact | null, upTo: Instant): string {
  if (known?.state === 'DENIED') return `The ${label} cannot be read: ${known.reason ?? 'the source refuses'}`;
  // Not how far they were read: that differs from reading to reading, and the verdict must not.
  return `The ${label} were not read up to ${upTo} yet.`;
}
