import { closedSet } from '../enums.js';

export const ChangeOutcome = closedSet('ChangeOutcome', 'How a change ended.', {
  SUCCESSFUL: 'As it was meant to.',
  SUCCESSFUL_WITH_ISSUES: 'As it was meant to, with trouble on the way.',
  FAILED: 'It did not do what it was meant to.',
  PARTIALLY_COMPLETED: 'Part of it was done.',
  BACKED_OUT: 'It was undone.',
  CANCELLED: 'It was given up before it was implemented.',
  UNKNOWN: 'Nobody and nothing says.',
});

export const ChangeClass = closedSet('ChangeClass', 'How the policy in force sorts a change; a mark set after the start does not count.', {
  STANDARD: 'Pre-approved.',
  NORMAL: 'Neither pre-approved nor an emergency.',
  EMERGENCY: 'An emergency.',
});

export const ChangePart = closedSet('ChangePart', 'Which part a person had in a change.', {
  CREATOR: 'Made the ticket.',
  NAMED: 'Stands, or stood, in one of its fields: requester, assignee and others.',
  EDITOR: 'Changed one of its fields, its status among them.',
  APPROVER: 'Was asked for a decision, or decided.',
  AUTHOR: 'Opened a pull request through which it is carried.',
  REVIEWER: 'Reviewed such a pull request.',
  MERGER: 'Merged such a pull request.',
  DEPLOYER: 'Asked for a deployment that carries it.',
});
