import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromUser } from './normalise/address.js';
import { fromAffected } from './normalise/affected.js';
import { fromApproval, fromGroup } from './normalise/approval.js';
import { fromCensus, fromDeletion } from './normalise/deletion.js';
import { distinct } from './normalise/distinct.js';
import { fromIncident } from './normalise/incident.js';
import { fromTask } from './normalise/task-record.js';
import { fromDelivery } from './normalise/webhook-record.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'rest.task': fromTask,
  'rest.approval': fromApproval,
  'rest.group': fromGroup,
  'rest.affected': fromAffected,
  'rest.incident': fromIncident,
  'rest.deletion': fromDeletion,
  'rest.user': fromUser,
  'webhook.row': fromDelivery,
  'census.deleted': fromCensus,
};

/** What a record of ServiceNow means. Pure; throws `MalformedRecord`, naming the column, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (!read) throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
    return distinct(read(payload));
  },
};
