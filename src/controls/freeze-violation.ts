import { type Freeze, isBefore, microsOf, type Missing } from '#contract';
import { every, type FreezeTime, freezeTimes, isStandardChange, not, placeOf, some, type Truth } from '../correlate/index.js';
import { emergencyOf } from './authorisation/exempt.js';
import type { DeploymentCase, ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { changesOf, perhapsMore } from './traceability/perhaps-more.js';

/** A deployment started in a time in which policy lets nothing be deployed but emergencies and what is exempt. */
export const freezeViolation: Rule = {
  info: {
    id: 'freeze-violation',
    title: 'A deployment started during a freeze',
    gapWhen: 'the deployment started inside a freeze (IANA zone, recurrence) and no change that it carries is an emergency or exempt',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: ['NIST 800-53 CM-3 d', 'ISO 27001 A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1'],
  },
  silence: 'It is asked where policy names freezes of this service and environment.',
  needs: ({ freezes = [] }) => freezes.length > 0,
  judge: (subject) => {
    const freezes = freezesOf(subject);
    return freezes.length === 0 ? [] : [finding(subject, freezes)];
  },
};

function freezesOf({ service, environment, inForce: { policy } }: DeploymentCase): readonly Freeze[] {
  const place = placeOf(environment, policy).environment;
  return (policy.freezes ?? []).filter(
    ({ services, environments }) => (!services || services.includes(service)) && (!environments || environments.includes(place)),
  );
}

/** A freeze in which the deployment started, or may have started. */
interface Inside {
  readonly freeze: Freeze;
  readonly time: FreezeTime;
  readonly inside: Truth;
  readonly exempt: Truth;
}

function finding(subject: DeploymentCase, freezes: readonly Freeze[]): Finding {
  const all = freezes.flatMap((freeze) => insideOf(subject, freeze));
  const common = { subject: subject.deployment, events: eventsOf(subject) };
  if (all.length === 0) {
    const names = freezes.length === 1 ? `the freeze "${freezes[0]!.name}"` : `all ${freezes.length} freezes of the policy`;
    return { ...common, answer: 'PASS', sentence: `${titleOf(subject)} started outside ${names}.` };
  }
  // EXEMPT comes first: where every freeze in which it may have started lets a change that it carries through.
  if (all.every(({ exempt }) => exempt === 'YES')) {
    const sentence = `${titleOf(subject)} carries a change of a model that the freeze ${named(all)} lets through (policy: freezes, exempt).`;
    return { ...common, answer: 'EXEMPT', sentence };
  }
  const emergency = some(changesOf(subject).map(emergencyOf));
  const more = emergency === 'YES' ? [] : perhapsMore(subject);
  const lets = some([emergency, more.length > 0 ? 'UNKNOWN' : 'NO']);
  const fails = some(all.map(({ inside, exempt }) => every([inside, not(exempt), not(lets)])));
  if (fails === 'YES') return { ...common, ...gap(subject, all.filter(({ inside }) => inside === 'YES')[0]!) };
  if (fails === 'NO')
    return {
      ...common,
      answer: 'PASS',
      sentence: `${titleOf(subject)} carries an emergency, which the freeze ${named(all)} lets through.`,
    };
  return { ...common, ...indeterminate(subject, all, emergency, more) };
}

function insideOf(subject: DeploymentCase, freeze: Freeze): readonly Inside[] {
  const times = freezeTimes(freeze, subject.start).map((time) => ({ time, inside: isInside(subject, time) }));
  const exempt = some(changesOf(subject).map((one) => exemptBy(freeze, one)));
  return times.filter(({ inside }) => inside !== 'NO').map((one) => ({ freeze, ...one, exempt }));
}

/** The freeze has the clock on the wall, the deployment that of its tool. */
function isInside({ start, inForce }: DeploymentCase, { from, to }: FreezeTime): Truth {
  const { clockSkewMs } = inForce.policy;
  const [begin, end] = [from, to].map((at) => ({ from: at, to: at })) as [typeof start, typeof start];
  if (isBefore(start, begin, clockSkewMs) || isBefore(end, start, clockSkewMs)) return 'NO';
  return isBefore(begin, start, clockSkewMs) && isBefore(start, end, clockSkewMs) ? 'YES' : 'UNKNOWN';
}

function exemptBy({ exempt }: Freeze, { ticket, start, startSource, inForce }: ImplementationCase): Truth {
  if (!exempt) return 'NO';
  return isStandardChange({ ticket, start: { at: start, source: startSource }, policy: { ...inForce.policy, standardChanges: exempt } });
}

function gap(subject: DeploymentCase, { freeze, time }: Inside) {
  const since = spoken((microsOf(subject.start.to) - microsOf(time.from)) / 1000);
  const left = spoken((microsOf(time.to) - microsOf(subject.start.from)) / 1000);
  const carried = changesOf(subject).map(({ title }) => title);
  const what =
    carried.length === 0
      ? 'it carries no change'
      : `${carried.slice(0, 3).join(', ')} ${carried.length === 1 ? 'is' : 'are'} neither an emergency nor exempt`;
  return {
    answer: 'GAP' as const,
    sentence: `${titleOf(subject)} started ${since} into the freeze "${freeze.name}" (${time.from} to ${time.to}), and ${what}.`,
    about: [subject.deployment],
    wouldPassIf: `it had started ${left} later, or carried an emergency${freeze.exempt ? ' or a change that is exempt' : ''}`,
  };
}

function indeterminate(subject: DeploymentCase, all: readonly Inside[], emergency: Truth, more: readonly Missing[]) {
  const why = [
    ...(all.some(({ inside }) => inside === 'UNKNOWN') ? ['It started so close to an end of it that clocks cannot tell.'] : []),
    ...(emergency === 'UNKNOWN' ? ['Whether a change that it carries was an emergency before it started is not known.'] : []),
    ...(all.some(({ exempt }) => exempt === 'UNKNOWN')
      ? ['Whether a change that it carries was exempt before it started is not known.']
      : []),
    ...more.map(({ what }) => what),
  ];
  const sentence = `Whether ${titleOf(subject)} broke the freeze ${named(all)} is not known. ${[...new Set(why)].join(' ')}`;
  const open = { what: why[0] ?? '', scope: subject.repository ?? subject.deployment, collection: 'tickets', upTo: null };
  return { answer: 'INDETERMINATE' as const, sentence, missing: more.length > 0 ? more : [open] };
}

function named(all: readonly Inside[]): string {
  return [...new Set(all.map(({ freeze }) => `"${freeze.name}"`))].join(', ');
}

function titleOf({ repositoryName, environment }: DeploymentCase): string {
  return `The deployment of ${repositoryName} to ${environment ?? 'production'}`;
}

function eventsOf({ events, implementations }: DeploymentCase): readonly number[] {
  return [...events, ...implementations.flatMap((one) => one.events)];
}
