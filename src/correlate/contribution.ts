import { type Instant, microsOf } from '#contract';

/** A production deployment that a change came by, or that is one itself. */
export interface DeployedBefore {
  readonly deployment: string;
  readonly service: string;
  readonly environment: string;
  readonly start: Instant;
  /** When a later deployment took it out again; null: none did. */
  readonly takenOutAt: Instant | null;
  /** Whether its commits touch paths of the incident's service; null: paths were not read. */
  readonly touchesPaths: boolean | null;
}

/** How an incident and a change are linked by somebody's word. */
export interface NamedBy {
  /** CAUSE: the incident's source names it so. LINK, MENTION: the two are linked, or one mentions the other. */
  readonly how: 'CAUSE' | 'LINK' | 'MENTION';
  readonly seq: number;
}

/** A change that may have contributed to an incident. */
export interface Candidate {
  /** The ticket; without one, the deployment. */
  readonly change: string;
  readonly named: readonly NamedBy[];
  readonly deployed: readonly DeployedBefore[];
}

export interface IncidentFacts {
  readonly service: string | null;
  readonly environment: string | null;
  readonly opened: Instant;
}

export interface ContributionReason {
  readonly kind: NamedBy['how'] | 'SERVICE' | 'TAKEN_OUT' | 'PATHS' | 'TIME';
  readonly sentence: string;
  /** The event that says so; null where none does by itself. */
  readonly seq: number | null;
}

export interface Contribution {
  readonly change: string;
  /** The last of its deployments before the incident; null where none is known. */
  readonly deployment: string | null;
  /** From 1, the likeliest first. */
  readonly rank: number;
  readonly reasons: readonly ContributionReason[];
}

/**
 * The changes that could have contributed, the likeliest first: those that somebody named as the cause; then those linked or
 * mentioned; of the rest those to the same service, then those taken out after it began, then those that touch its paths, then by
 * time since their deployment. What is only linked, and was not deployed before, is no cause but perhaps the remedy: left out.
 */
export function contributionsTo(incident: IncidentFacts, candidates: readonly Candidate[]): readonly Contribution[] {
  const weighed = candidates.flatMap((candidate) => {
    const last = lastBefore(candidate.deployed, incident.opened);
    const isNamedCause = candidate.named.some(({ how }) => how === 'CAUSE');
    return last || isNamedCause ? [{ candidate, last, weight: weightOf(incident, candidate, last) }] : [];
  });
  weighed.sort((a, b) => compared(a.weight, b.weight) || (a.candidate.change < b.candidate.change ? -1 : 1));
  return weighed.map(({ candidate, last }, nth) => ({
    change: candidate.change,
    deployment: last?.deployment ?? null,
    rank: nth + 1,
    reasons: reasonsOf(incident, candidate, last),
  }));
}

const NAMED: readonly NamedBy['how'][] = ['CAUSE', 'LINK', 'MENTION'];

/** Smaller comes first, number by number. */
function weightOf(incident: IncidentFacts, { named }: Candidate, last: DeployedBefore | null): readonly number[] {
  const words = named.map(({ how }) => NAMED.indexOf(how));
  const since = last ? microsOf(incident.opened) - microsOf(last.start) : Number.MAX_SAFE_INTEGER;
  return [
    Math.min(NAMED.length, ...words),
    isSameService(incident, last) ? 0 : 1,
    wasTakenOut(incident, last) ? 0 : 1,
    last?.touchesPaths === true ? 0 : 1,
    since,
  ];
}

function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, nth) => value !== b[nth]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function lastBefore(deployed: readonly DeployedBefore[], opened: Instant): DeployedBefore | null {
  const before = deployed.filter(({ start }) => start <= opened);
  return before.reduce<DeployedBefore | null>((last, one) => (!last || one.start > last.start ? one : last), null);
}

function isSameService({ service }: IncidentFacts, last: DeployedBefore | null): boolean {
  return service !== null && last?.service === service;
}

function wasTakenOut({ opened }: IncidentFacts, last: DeployedBefore | null): boolean {
  return last !== null && last.takenOutAt !== null && last.takenOutAt >= opened;
}

function reasonsOf(incident: IncidentFacts, { named }: Candidate, last: DeployedBefore | null): readonly ContributionReason[] {
  const said = [...named]
    .sort((a, b) => NAMED.indexOf(a.how) - NAMED.indexOf(b.how) || a.seq - b.seq)
    .map(({ how, seq }) => ({ kind: how, sentence: SENTENCES[how], seq }));
  if (!last) return said;
  const seen = (kind: ContributionReason['kind'], sentence: string, holds: boolean) => (holds ? [{ kind, sentence, seq: null }] : []);
  return [
    ...said,
    ...seen('SERVICE', `It was deployed to the same service, ${last.service}, in ${last.environment}.`, isSameService(incident, last)),
    ...seen('TAKEN_OUT', `It was taken out again at ${last.takenOutAt ?? ''}, after the incident began.`, wasTakenOut(incident, last)),
    ...seen('PATHS', 'Its commits touch paths of the service.', last.touchesPaths === true),
    ...seen(
      'TIME',
      `It was deployed to ${last.service} ${agoIn(microsOf(incident.opened) - microsOf(last.start))} before the incident began.`,
      true,
    ),
  ];
}

const SENTENCES: Readonly<Record<NamedBy['how'], string>> = {
  CAUSE: 'The incident names it as its cause.',
  LINK: 'The two are linked.',
  MENTION: 'The incident mentions it.',
};

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['min', 60_000_000],
];

/** In the largest unit, rounded down. */
function agoIn(micros: number): string {
  const unit = UNITS.find(([, size]) => micros >= size);
  return unit ? `${Math.floor(micros / unit[1])} ${unit[0]}` : 'less than 1 min';
}
