import type { Instant } from './time.js';

export type Answer = 'PASS' | 'GAP' | 'INDETERMINATE' | 'EXEMPT';
export type Severity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
export type GapStatus = 'PENDING' | 'OPEN' | 'ACKNOWLEDGED' | 'WAIVED' | 'REMEDIATED' | 'RESOLVED' | 'WITHDRAWN';

/** Why a gap was accepted: the risk is, another control covers it, or the facts behind it are wrong. */
export type Disposition = 'RISK_ACCEPTED' | 'COMPENSATING_CONTROL' | 'FALSE_POSITIVE';

/** What a verdict could not see, and where it would have to come from. */
export interface Missing {
  readonly what: string;
  /** The collection whose coverage would decide it: `pull_requests` of `repository:github-acme:4711`. */
  readonly scope: string;
  readonly collection: string;
  /** The reading must reach this moment; null: any complete reading. */
  readonly upTo: Instant | null;
}

/** A rule with a deadline that has given no verdict yet: time alone makes it give one, and ends what it exempts until then. */
export interface Deadline {
  readonly rule: string;
  /** The implementation, or the change, that it is about. */
  readonly subject: string;
  readonly at: Instant;
  /** One sentence for a person: what is due. */
  readonly sentence: string;
}

/** A rule's answer about a subject. */
export interface Verdict {
  readonly rule: string;
  /** `deployment:…`, or `deployment:… pull_request:…` for a rule about two. */
  readonly subject: string;
  readonly answer: Answer;
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly sentence: string;
  /** Sequence numbers of the events that it rests on, ascending, at most 200; `restsOn` counts all. */
  readonly events: readonly number[];
  readonly restsOn: number;
  /** Refs of the things at fault (commits that were pushed directly …), at most 200. */
  readonly about: readonly string[];
  readonly wouldPassIf: string | null;
  readonly missing: readonly Missing[];
  /** From then on it is no longer so, also when nothing comes; null: time alone changes nothing. */
  readonly changesAt: Instant | null;
  readonly policy: string;
  readonly beforePolicy: boolean;
  readonly engine: string;
}

/** What `rules` shows of a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly gapWhen: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly clauses: readonly string[];
}
