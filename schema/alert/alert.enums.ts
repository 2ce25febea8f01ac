import { closedSet } from '../enums.js';

export const AlertKind = closedSet('AlertKind', 'What a route tells.', {
  GAPS: 'Each step in the life of gaps.',
  EVENTS: 'Each event of the timeline, and what corrects it.',
  SYSTEM: 'What is wrong with the hub and its sources: when it begins, and when it is over.',
});

export const AlertTarget = closedSet('AlertTarget', 'How a route tells it.', {
  WEBHOOK: 'To a receiver of Standard Webhooks: JSON, signed.',
  SLACK: 'To an incoming webhook of Slack: text.',
});

export const AlertRouteState = closedSet('AlertRouteState', 'Whether a route tells anything.', {
  ACTIVE: 'It does.',
  DISABLED: 'Its receiver wants no more; what is new waits until it is enabled.',
});

export const SystemCondition = closedSet('SystemCondition', 'What can be wrong with the hub and its sources.', {
  SOURCE_REFUSED: 'A source refuses what its connector asks, and needs a person.',
  SOURCE_FAILING: 'A source cannot be read.',
  SOURCE_LAGGING: 'A source was last read completely more than an hour ago.',
  HOOK_SILENT: 'Polling brings news of a source, and for a day no webhook did.',
  QUARANTINE: 'Records of a source were not understood.',
  CENSUS_DIFFERS: 'A source lists what the hub does not have, or the other way.',
  DISK: 'The disk of the data folder is nearly full.',
  VERIFICATION_FAILED: 'The ledger is not what it must be.',
  PART_NOT_READY: 'A loop of the hub stands still.',
});
