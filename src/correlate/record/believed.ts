import { type Trust, trustedDecisions, trustedTicket } from '../trust.js';
import type { RecordFacts } from './record-facts.js';
import type { ChangeRecord } from './record.js';

/** The facts without what the policy trusts nobody for; the same where it is all trusted. */
export function believedFacts(facts: RecordFacts, trust: Trust): RecordFacts {
  const { ticket, decisions, checks, runs = [], assetSteps = [] } = facts;
  const trusted = {
    ticket: ticket && trustedTicket(ticket, trust),
    decisions: trustedDecisions(decisions, trust),
    checks: checks.filter(({ source }) => trust(source, 'check.finished')),
    runs: runs.filter(({ source }) => trust(source, 'execution.finished')),
    assetSteps: assetSteps.filter(({ source }) => trust(source, 'asset.progressed')),
    related: facts.related.flatMap((one) => trustedTicket(one, trust) ?? []),
  };
  return { ...facts, ...trusted };
}

/** What a record holds as it was stated, with what satisfies nothing marked so; proofs, outcome and times rest on what is trusted. */
export function asStated(stated: ChangeRecord, sure: ChangeRecord, source: string): ChangeRecord {
  const unread = `Policy does not trust ${source} for it: it is shown as it was stated.`;
  return {
    ...sure,
    issueType: stated.issueType,
    risk: stated.risk,
    stage: stated.stage,
    createdAt: stated.createdAt,
    stages: stated.stages,
    details: { ...stated.details, outcome: sure.details.outcome },
    contents: stated.contents.map((content, nth) =>
      content.state === sure.contents[nth]?.state ? content : { ...content, unread: [...content.unread, unread] },
    ),
  };
}
