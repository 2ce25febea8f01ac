import type { Doorbell, Fetched } from '#contract';
import { z } from 'zod';
import { build } from '../wire.js';
import { buildId } from '../normalise/identity.js';
import { buildByNumber } from './builds.js';
import { clientOf, type JenkinsIo } from './client.js';
import { isWithin, jobsIn } from './jobs.js';
import { readingOf } from './reading.js';

const byJob = z.object({ job: z.string().min(1), number: z.int().positive() });
const byId = z.object({ id: z.string().regex(/^\d+-\d+-\d*$/) });

/** The build that a doorbell names; nothing where it is gone, or its job is none that is read. */
export async function fetchOne({ reference }: Doorbell, io: JenkinsIo): Promise<Fetched> {
  const client = clientOf(io);
  const named = byJob.safeParse(reference);
  if (named.success) {
    const { job, number } = named.data;
    if (!io.config.jobs.some((outer) => isWithin(job, outer))) return { records: [] };
    const found = await buildByNumber({ client, job }, number);
    return { records: found ? [(await readingOf(io, client, job, found)).record] : [] };
  }
  const { data } = byId.safeParse(reference);
  return { records: data ? await recordsById(io, data.id) : [] };
}

/** Jenkins finds no build by anything but its job, so every job that is read is asked for that number. */
async function recordsById(io: JenkinsIo, id: string): Promise<Fetched['records']> {
  const client = clientOf(io);
  const number = Number(id.slice(0, id.indexOf('-')));
  for (const outer of io.config.jobs) {
    for (const job of await jobsIn(client, outer)) {
      const found = await buildByNumber({ client, job }, number);
      const { data } = build.safeParse(found);
      if (found && data && buildId(data) === id) return [(await readingOf(io, client, job, found)).record];
    }
  }
  return [];
}
