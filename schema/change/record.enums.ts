import { closedSet } from '../enums.js';

export const ChangeKind = closedSet('ChangeKind', 'What the record of a change is about.', {
  TICKET: 'A ticket.',
  DEPLOYMENT: 'A production deployment that leads to no ticket.',
  COMMIT: 'A commit that reached production through no pull request and leads to no ticket.',
  DRIFT: 'What a tool found in production that no deployment put there.',
});

export const RecordContent = closedSet('RecordContent', 'What the record of a change contains.', {
  REQUEST_DETAILS: 'What is asked for, and by whom.',
  BUSINESS_JUSTIFICATION: 'Why.',
  AFFECTED_SYSTEMS: 'What it touches: as the request says, or as the deployment shows.',
  RISK_AND_IMPACT_REVIEW: 'How great the danger is, and whom it touches.',
  APPROVAL_HISTORY: 'Who was asked, and what was decided.',
  TESTING_EVIDENCE: 'Tests that ended, or what the ticket says of them.',
  IMPLEMENTATION_PLAN: 'How it is done.',
  BACKOUT_PLAN: 'How it is undone.',
  STATUS_HISTORY: 'The statuses that it went through.',
  EXECUTION_EVIDENCE: 'What shows that it was carried out.',
  FINAL_OUTCOME: 'How it ended.',
});

export const RecordContentState = closedSet('RecordContentState', 'Whether a record contains something.', {
  PRESENT: 'It does, and did when the earliest implementation started.',
  ABSENT: 'It does not, as far as anybody looked; a placeholder is nothing.',
  LATE: 'It first came after the earliest implementation had started.',
});

export const ProofName = closedSet('ProofName', 'What a record proves.', {
  AUTHORISATION: 'That it was allowed before it began.',
  BUSINESS_NEED: 'That somebody needs it.',
  IMPACT_REVIEW: 'That risk and impact were looked at before it began.',
  READINESS: 'That tests, plan, communication, dependencies and backout were there before it began.',
  EXECUTION: 'That it was carried out.',
  OUTCOME: 'That it ended as is said.',
});

export const ProofState = closedSet('ProofState', 'Whether a record proves something.', {
  PROVEN: 'It does.',
  NOT_PROVEN: 'It does not.',
  CONTRADICTED: 'It shows the contrary.',
});

export const OutcomeFrom = closedSet('OutcomeFrom', 'Who says how a change ended.', {
  TICKET: 'The ticket itself, by the outcomes that the policy in force names.',
  DEPLOYMENTS: 'Its deployments; the ticket says nothing.',
});

export const ContextKind = closedSet('ContextKind', 'What a change may have come from, or be part of.', {
  CUSTOMER_REQUEST: 'A request of a customer.',
  PROJECT: 'A project.',
  INCIDENT: 'An incident.',
  PROBLEM: 'A problem.',
});

export const AssetKind = closedSet('AssetKind', 'What an affected asset is.', {
  SERVICE: 'A service: one that policy knows, or that was deployed.',
  SYSTEM: 'Something else that the request names.',
  APPLICATION: 'An application.',
  JOB: 'A job.',
  DATABASE: 'A database.',
  FILE: 'A file.',
  ENVIRONMENT: 'An environment.',
  INTERFACE: 'An interface.',
  REPORT: 'A report.',
  JCL: 'Job control of a mainframe.',
  PROC: 'A procedure of a mainframe.',
  COBOL_PROGRAM: 'A COBOL program.',
  COPYBOOK: 'A copybook.',
  DB2_BIND: 'A package or plan bound in DB2.',
  SCHEDULER_CHANGE: 'A change of the scheduler.',
  DATASET: 'A dataset.',
  CONTROL_CARD: 'A control card.',
  LOAD_LIBRARY: 'A load library.',
});

export const AssetKnown = closedSet('AssetKnown', 'How it is known that a change touches an asset.', {
  NAMED: 'The request names it.',
  TOUCHED: 'A deployment of the change went there.',
  TOLD: 'A source tells of its steps.',
});
