import { RULES } from '../company/rule-names.js';

const AUTHORISATION = [
  ...['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval', 'retrospective-request'],
  ...['incomplete-approval', 'unauthorised-approver', 'stale-approval', 'reused-change', 'backdated-approval'],
  ...['emergency-without-review', 'emergency-misused', 'freeze-violation'],
];

const OF_WHOLE_CHANGES = ['overdue-decision', 'approved-not-implemented', 'missing-outcome', 'closed-without-implementation'];
const OF_OUTCOMES = [...OF_WHOLE_CHANGES, 'outcome-mismatch', 'unrecorded-backout', 'unverified-outcome'];

/** Rules that have labels, by the folders and files below src/controls that they share. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  authorisation: AUTHORISATION,
  reviewing: ['unreviewed-code', 'post-merge-review', 'stale-review', 'unqualified-reviewer', 'developer-deployed'],
  'ticket-fields': ['incomplete-request', 'outside-window', 'emergency-misused'],
  traceability: ['untraceable-deployment', 'untracked-commits'],
  ...Object.fromEntries(['approved', 'waits'].map((name) => [`whole-change/${name}.ts`, OF_WHOLE_CHANGES])),
  'whole-change/answers.ts': [...OF_OUTCOMES, 'skipped-stage', 'status-history-broken'],
  'whole-change/said.ts': OF_OUTCOMES,
  'whole-change/placed.ts': ['outcome-mismatch', 'unrecorded-backout'],
  'whole-change/chain.ts': ['status-history-broken', 'skipped-stage'],
  ...Object.fromEntries(['stages', 'environments'].map((name) => [`whole-change/${name}.ts`, ['skipped-stage']])),
  'implemented-before.ts': ['reused-change'],
  'exempt-push.ts': ['direct-push'],
  // Of these every rule has a part.
  'case.ts': [],
  'judge.ts': [],
  'rules.ts': [],
};

/** The rules with labels that a file has a part in; none named: all of them. Null: only rules without labels. */
export function rulesWith(file: string): readonly string[] | null {
  const path = file.slice('src/controls/'.length);
  const [room = ''] = path.split('/');
  const rule = room.replace(/\.ts$/, '');
  const shared = SHARED[path] ?? SHARED[room];
  if (shared !== undefined) return shared;
  return (RULES as readonly string[]).includes(rule) ? [rule] : null;
}
