import { registerEnumType } from 'type-graphql';
import { CONTENTS, type Content as ContentWord } from '#contract';
import { closedSet } from '../enums.js';

export const Stage = closedSet('Stage', 'Where a change is in its life.', {
  REQUESTED: 'It was asked for.',
  REVIEW: 'It is being reviewed.',
  APPROVAL: 'It waits for a decision.',
  SCHEDULED: 'It is approved and not begun.',
  IMPLEMENTING: 'It is being carried out.',
  VALIDATING: 'Its result is being checked.',
  CLOSED: 'It is over.',
});

export const FacetOfChange = closedSet('FacetOfChange', 'What to count changes by.', {
  SOURCE: 'The source.',
  PROJECT: 'The project, as the key begins.',
  TYPE: 'The type of the ticket.',
  STATUS: 'The status, as the tool calls it.',
  STAGE: 'The stage.',
  SERVICE: 'Each service of its implementations.',
  TEAM: 'Each team of these services.',
  ENVIRONMENT: 'Each environment of its implementations.',
  OUTCOME: 'The outcome, as its record says.',
  CLASS: 'How policy sorts it.',
  RULE: 'Each rule with a gap of the change itself that is neither RESOLVED nor WITHDRAWN.',
});

export const ChangeOrder = closedSet('ChangeOrder', 'The order of changes.', {
  CREATED_DESC: 'The newest first.',
  CREATED_ASC: 'The oldest first.',
  UPDATED_DESC: 'What changed last first.',
  UPDATED_ASC: 'What changed last comes last.',
});

const CONTENT: Readonly<Record<ContentWord, string>> = {
  description: 'What is to be done.',
  requester: 'Who asks for it.',
  justification: 'Why.',
  implementationPlan: 'How.',
  backoutPlan: 'How it is undone.',
  impact: 'Whom and what it touches.',
  risk: 'How great the danger is.',
  communication: 'Who is told.',
  dependencies: 'What must be there before.',
  testing: 'How it was tried.',
  plannedStart: 'When it is to begin.',
  plannedEnd: 'When it is to be over.',
  affectedSystems: 'What it touches, as its request says.',
  outcome: 'How it ended, as the ticket says.',
  implementer: 'Who carries it out.',
  verifier: 'Who confirms the result.',
  actualStart: 'When it began, as the ticket says.',
  actualEnd: 'When it was over, as the ticket says.',
};

/** `implementationPlan` in the policy is IMPLEMENTATION_PLAN in the graph. */
const inCapitals = (content: string) => content.replace(/[A-Z]/g, '_$&').toUpperCase();

export const Content = Object.fromEntries(CONTENTS.map((content) => [inCapitals(content), content]));
registerEnumType(Content, {
  name: 'Content',
  description: 'What the record of a change must hold.',
  valuesConfig: Object.fromEntries(CONTENTS.map((content) => [inCapitals(content), { description: CONTENT[content] }])),
});

export const ContentState = closedSet('ContentState', 'Whether the record of a change holds a content now.', {
  FILLED: 'It does.',
  PLACEHOLDER: 'Something stands there that says nothing: "n/a", "tbd", or a text of the template.',
  EMPTY: 'Nothing stands there.',
  UNREAD: 'Nobody has told what stands there.',
  UNMAPPED: 'The policy names no field of this source that holds it.',
});

export const Decision = closedSet('Decision', 'A step of an approval.', {
  REQUESTED: 'Somebody was asked; no decision.',
  APPROVED: 'Yes.',
  REJECTED: 'No.',
  DEFERRED: 'Later.',
  INFO_REQUESTED: 'More has to be known.',
  REVOKED: 'An approval was taken back.',
  RESET: 'The ticket went back to a stage before approval: what was approved by status stands no more.',
});

export const DecidedBy = closedSet('DecidedBy', 'How a decision was made.', {
  APPROVAL: 'In an approval of the tool.',
  STATUS: 'By a transition into a status that the policy in force calls one.',
});

export const LinkStrength = closedSet('LinkStrength', 'What a link is worth.', {
  CARRIED: 'It counts.',
  RELATED: 'A weaker mention: it satisfies and triggers no rule.',
});
