import { type Deadline, type Exemption, type Instant, type Interval, isBefore, parseInstant } from '#contract';
import { every, not, type PolicyInForce, type Truth } from '../correlate/index.js';
import type { Finding } from './rule.js';

/** What a finding is about, as far as exemptions ask. */
export interface Exempted {
  /** As policy calls them; null: it has none, or nobody knows which. */
  readonly service: string | null;
  readonly environment: string | null;
  /** When its implementation began; where nothing implements it, the judge's clock; null of what has neither: no exemption holds. */
  readonly at: Interval | null;
  readonly byClock: boolean;
}

const BEGINNING = '0001-01-01T00:00:00.000000Z' as Instant;

/** EXEMPT comes first: what policy took out when implementation began is not asked, whatever the rule would say. */
export function unlessExempt(rule: string, finding: Finding, inForce: PolicyInForce, about: Exempted): Finding {
  const fitting = exemptionsOf(rule, inForce, about);
  if (fitting.length === 0) return finding;
  const within = fitting.map((one) => ({ one, is: isWithin(one, about, inForce.policy.clockSkewMs) }));
  const sure = within.find(({ is }) => is === 'YES')?.one;
  if (sure) return exempt(finding, sure, about);
  const open = within.filter(({ is }) => is === 'UNKNOWN').map(({ one }) => one);
  return open.length > 0 && finding.answer === 'GAP' ? undecided(finding, open) : finding;
}

/** When exemptions of what nothing implements begin and end: its answer may become another then. */
export function exemptionDeadlines(rule: string, subject: string, inForce: PolicyInForce, about: Exempted): readonly Deadline[] {
  if (!about.byClock) return [];
  return exemptionsOf(rule, inForce, about).flatMap(({ number, from, until }) => [
    ...(from === undefined ? [] : [{ rule, subject, at: instantOf(from), sentence: `The exemption ${number} begins.` }]),
    { rule, subject, at: instantOf(until), sentence: `The exemption ${number} ends.` },
  ]);
}

function exemptionsOf(rule: string, { policy }: PolicyInForce, { service, environment, at }: Exempted): readonly Exemption[] {
  if (at === null || !policy.exemptions?.length) return [];
  const isIn = (list: readonly string[] | undefined, name: string | null) => !list || (name !== null && list.includes(name));
  return policy.exemptions.filter(
    ({ rules, services, environments }) => rules.includes(rule) && isIn(services, service) && isIn(environments, environment),
  );
}

/** Between the policy's clock and that of the tool lies the skew; the judge's own clock is exact. */
function isWithin({ from, until }: Exemption, { at, byClock }: Exempted, skewMs: number): Truth {
  const skew = byClock ? 0 : skewMs;
  return every([not(isSureBefore(at, from === undefined ? BEGINNING : instantOf(from), skew)), isSureBefore(at, instantOf(until), skew)]);
}

function isSureBefore(moment: Interval | null, bound: Instant, skewMs: number): Truth {
  if (moment === null) return 'NO';
  const edge = { from: bound, to: bound };
  if (isBefore(moment, edge, skewMs) && moment.from < bound) return 'YES';
  return isBefore(edge, moment, skewMs) ? 'NO' : 'UNKNOWN';
}

function exempt({ subject, events }: Finding, { number, givenBy, until, reason }: Exemption, { byClock }: Exempted): Finding {
  const sentence = `Policy takes it out by the exemption ${number}, given until ${until}: ${reason}`;
  return { subject, answer: 'EXEMPT', sentence, events, about: [givenBy], ...(byClock ? { changesAt: instantOf(until) } : {}) };
}

function undecided(finding: Finding, open: readonly Exemption[]): Finding {
  const named = open.map(({ number }) => number).join(', ');
  const { subject, events } = finding;
  return {
    ...{ subject, events, answer: 'INDETERMINATE' },
    sentence: `It would be a gap, but whether it started within the exemption ${named} is not known: the clocks of policy and tool may differ.`,
    missing: [{ what: `Whether it started within the exemption ${named}.`, scope: 'policy', collection: 'exemptions', upTo: null }],
  };
}

function instantOf(written: string): Instant {
  return parseInstant(written)!;
}
