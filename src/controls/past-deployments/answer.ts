import type { Missing } from '#contract';
import type { Truth } from '../../correlate/index.js';
import { distinct } from '../distinct.js';
import type { Finding } from '../rule.js';
import type { ServiceCase } from '../service-case.js';

/** One thing that a rule asks about a service. */
export interface Asked {
  readonly ref: string;
  readonly seqs: readonly number[];
  /** Whether nothing covers it. */
  readonly fails: Truth;
  /** What would have to be read for that to be sure. */
  readonly missing: readonly Missing[];
  /** A sentence for a person, without its end. */
  readonly said: string;
  readonly wouldPassIf: string;
}

/** What the rule says in words of its own. */
export interface Words {
  /** `reached production directly`. */
  readonly whether: string;
  readonly pass: string;
}

/** So many are told in a sentence; all are counted. */
const TOLD = 3;

/** One answer about a service from all that is asked about: one that nothing covers for certain is enough for a GAP. */
export function answerOf({ subject }: ServiceCase, all: readonly Asked[], { whether, pass }: Words): readonly Finding[] {
  if (all.length === 0) return [];
  const failing = all.filter(({ fails, missing }) => fails === 'YES' && missing.length === 0);
  if (failing.length > 0) return [{ subject, ...gap(failing) }];
  const open = all.filter(({ fails }) => fails !== 'NO');
  const events = all.flatMap(({ seqs }) => seqs);
  if (open.length === 0) return [{ subject, answer: 'PASS', sentence: pass, events }];
  const missing = distinct(open.flatMap((one) => (one.missing.length > 0 ? one.missing : [unordered(one)])));
  const why = [...new Set(missing.map(({ what }) => what))].join(' ');
  return [{ subject, answer: 'INDETERMINATE', sentence: `Whether ${whether} is not known. ${why}`, events, missing }];
}

function gap(failing: readonly Asked[]): Omit<Finding, 'subject'> {
  const said = failing.slice(0, TOLD).map((one) => `${one.said}.`);
  const more = failing.length > TOLD ? ` And ${failing.length - TOLD} more.` : '';
  return {
    answer: 'GAP',
    sentence: `${said.join(' ')}${more}`,
    events: failing.flatMap(({ seqs }) => seqs),
    about: failing.map(({ ref }) => ref),
    wouldPassIf: failing[0]!.wouldPassIf,
  };
}

function unordered({ ref }: Asked): Missing {
  return { what: `Whether something covers ${ref} cannot be ordered, or is not known.`, scope: ref, collection: 'cover', upTo: null };
}
