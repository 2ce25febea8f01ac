import type { Instant, Stage } from '#contract';
import type { Standing } from './standing.js';

/** One step in the life of a release. */
export interface ReleaseStep {
  readonly step: 'GROUPED' | 'SCHEDULED' | 'SEQUENCED' | 'DEPLOYED' | 'VALIDATED' | 'CLOSED';
  readonly reached: boolean;
  /** Null where it was not reached, or no source dates it. */
  readonly at: Instant | null;
  readonly sentence: string;
}

export interface ReleaseLife {
  readonly publishedAt: Instant | null;
  readonly commits: number;
  /** The changes that it groups. */
  readonly changes: readonly { readonly stage: Stage | null; readonly closedAt: Instant | null }[];
  /** Changes whose tickets name it as the version in which they are to be. */
  readonly scheduled: number;
  /** The dates last planned for it, as they were written; null: nobody told any. */
  readonly planned: { readonly start: string | null; readonly end: string | null } | null;
  readonly deployments: readonly ReleaseDeployment[];
}

export interface ReleaseDeployment {
  readonly environment: string;
  readonly standing: Standing;
  readonly outcome: string;
  readonly start: Instant | null;
  readonly end: Instant | null;
}

/** The six steps of a release, reached or not, each with one sentence. */
export function releaseSteps(life: ReleaseLife): readonly ReleaseStep[] {
  return [grouped(life), scheduled(life), sequenced(life), deployed(life), validated(life), closed(life)];
}

function step(name: ReleaseStep['step'], at: Instant | null, sentence: string, reached = true): ReleaseStep {
  return { step: name, reached, at: reached ? at : null, sentence };
}

function grouped({ publishedAt, commits, changes }: ReleaseLife): ReleaseStep {
  return step('GROUPED', publishedAt, `It groups ${count(changes.length, 'change')} by ${count(commits, 'commit')}.`, commits > 0);
}

function scheduled({ scheduled: named, planned }: ReleaseLife): ReleaseStep {
  const said = named > 0 ? `${count(named, 'ticket')} name it as the version to be in.` : 'No ticket names it as the version to be in.';
  return step('SCHEDULED', null, planned ? `${said} It was last planned ${datesOf(planned)}.` : said, named > 0 || planned !== null);
}

function datesOf({ start, end }: NonNullable<ReleaseLife['planned']>): string {
  if (start && end) return `for ${start} to ${end}`;
  return end ? `for ${end}` : `from ${start ?? ''}`;
}

function sequenced({ deployments }: ReleaseLife): ReleaseStep {
  const started = startedOf(deployments);
  const environments = [...new Set(started.map(({ environment }) => environment))];
  const sentence = started.length > 0 ? `Deployed in this order: ${environments.join(', ')}.` : 'No deployment of it started.';
  return step('SEQUENCED', started[0]?.start ?? null, sentence, started.length > 0);
}

function deployed({ deployments }: ReleaseLife): ReleaseStep {
  const production = startedOf(deployments).filter(({ standing }) => standing === 'PRODUCTION');
  const first = production.find(({ outcome }) => outcome === 'SUCCEEDED');
  if (first) return step('DEPLOYED', first.end, `It reached production: ${first.environment}.`);
  return step(
    'DEPLOYED',
    null,
    production.length > 0 ? 'No deployment of it to production succeeded.' : 'It did not reach production.',
    false,
  );
}

/** After its last deployment to production nothing failed, and no change that it groups is still being carried out. */
function validated({ deployments, changes }: ReleaseLife): ReleaseStep {
  const last = startedOf(deployments)
    .filter(({ standing }) => standing === 'PRODUCTION')
    .at(-1);
  const done = changes.filter(({ stage }) => stage === 'VALIDATING' || stage === 'CLOSED').length;
  if (last?.outcome !== 'SUCCEEDED') return step('VALIDATED', null, 'Its last deployment to production did not succeed.', false);
  const all = done === changes.length && changes.length > 0;
  const sentence = `Its last deployment to production succeeded, and ${done} of its ${count(changes.length, 'change')} are being checked or closed.`;
  return step('VALIDATED', last.end, sentence, all);
}

function closed({ changes }: ReleaseLife): ReleaseStep {
  const over = changes.filter(({ stage }) => stage === 'CLOSED');
  const ends = over.flatMap(({ closedAt }) => closedAt ?? []).sort();
  const all = over.length === changes.length && changes.length > 0;
  return step(
    'CLOSED',
    ends.length === changes.length ? (ends.at(-1) ?? null) : null,
    `${over.length} of its ${count(changes.length, 'change')} are closed.`,
    all,
  );
}

function startedOf(deployments: readonly ReleaseDeployment[]): readonly ReleaseDeployment[] {
  return deployments.filter(({ start }) => start !== null).sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1));
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
