import { type Poll, SourceRefused, type Stream } from '#contract';
import type { ServiceNowConfig } from './config.js';
import { ids, rootsOf } from './poll/census.js';
import { clientOf } from './poll/client.js';
import { doorbellOf, fetchOne } from './poll/one.js';
import { passOf } from './poll/pass.js';
import { permissionsOf } from './poll/permissions.js';
import { readTable } from './poll/read.js';
import { type Source, sources, streamOf } from './poll/tables.js';

export const poll: Poll<ServiceNowConfig> = {
  // No request: a table that cannot be read must not stop the others, and says so when its stream is read.
  streams: ({ config }) => Promise.resolve(sources(config).map(streamOf)),
  async *read(stream, cursor, io) {
    yield* readTable(passOf(io), named(stream, io.config), cursor);
  },
  fetch: fetchOne,
  named: doorbellOf,
  permissions: (io) => permissionsOf(passOf(io), sources(io.config)),
  census: (stream, window, io) => ids(clientOf(io), named(stream, io.config), window),
  roots: ({ name }) => rootsOf(name),
};

function named({ name }: Stream, config: ServiceNowConfig): Source {
  const source = sources(config).find(({ table }) => table === name);
  if (!source) throw new SourceRefused(400, `${name}: ServiceNow has no such stream; the connector reads other tables.`);
  return source;
}
