import { type Poll, SourceRefused } from '#contract';
import { z } from 'zod';
import type { PagerdutyConfig } from './config.js';
import { incidentIds, incidentRoots } from './poll/census.js';
import { clientOf } from './poll/client.js';
import { ALL, isWanted, readIncidents } from './poll/pass.js';
import { permissions } from './poll/permissions.js';
import { incidentById, passOf, wholeIncident } from './poll/whole.js';

const bell = z.object({ collection: z.literal('incidents'), reference: z.object({ incident: z.string().regex(/^[A-Z0-9]{5,32}$/) }) });

export const poll: Poll<PagerdutyConfig> = {
  streams: () => Promise.resolve([ALL]),
  async *read(_stream, cursor, io) {
    yield* readIncidents(passOf(clientOf(io), io.config), cursor);
  },
  async fetch(doorbell, io) {
    const read = bell.safeParse(doorbell);
    if (!read.success) {
      throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the PagerDuty connector can read alone.`);
    }
    const pass = passOf(clientOf(io), io.config);
    const incident = await incidentById(pass, read.data.reference.incident);
    return { records: incident && isWanted(pass, incident) ? [await wholeIncident(pass, incident)] : [] };
  },
  permissions,
  census: (_stream, window, io) => incidentIds(passOf(clientOf(io), io.config), window),
  roots: () => incidentRoots,
};
