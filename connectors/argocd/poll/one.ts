import type { Doorbell, Fetched, Json } from '#contract';
import { z } from 'zod';
import { readFields } from '../wire.js';
import { recordOf } from './applications.js';
import { type ArgocdIo, clientOf } from './client.js';

const byName = z.object({ name: z.string(), namespace: z.string().optional() });
const byUid = z.object({ uid: z.string() });
const identified = z.object({ metadata: z.object({ uid: z.string() }) });

/** The application that a doorbell names; nothing where it is gone, or not shown. */
export async function fetchOne({ reference }: Doorbell, io: ArgocdIo): Promise<Fetched> {
  const named = byName.safeParse(reference);
  if (named.success) return { records: await recordsOf(io, named.data.name, named.data.namespace ?? null) };
  const { data } = byUid.safeParse(reference);
  // Argo CD finds an application by its name alone.
  const listed = data ? await clientOf(io).applications() : [];
  return { records: listed.filter(({ metadata }) => metadata.uid === data?.uid).map(recordOf) };
}

async function recordsOf(io: ArgocdIo, name: string, namespace: string | null): Promise<Fetched['records']> {
  const found = await clientOf(io).application(name, namespace);
  const { data } = identified.safeParse(found);
  if (!data) return [];
  return [{ kind: 'rest.application', key: `application:${data.metadata.uid}`, payload: { application: readFields(found as Json) } }];
}
