import { type Doorbell, type Fetched, type Json, SourceRefused } from '#contract';
import { z } from 'zod';
import { clientOf, type Env0Io } from './client.js';
import { deploymentById } from './deployments.js';
import { environmentById } from './environments.js';
import { passOf, wholeDeployment } from './whole.js';

const bell = z.object({ collection: z.literal('deployments'), reference: z.object({ deployment: z.string().regex(/^[\w-]{1,64}$/) }) });
const place = z.looseObject({ projectId: z.string() });

/** The deployment that a doorbell names, where it is one of a project that is read. Claims nothing: one thing read says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: Env0Io): Promise<Fetched> {
  const read = bell.safeParse(doorbell);
  if (!read.success)
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the env0 connector can read alone.`);
  const client = clientOf(io);
  const deployment = await deploymentById(client, read.data.reference.deployment);
  if (!deployment?.environmentId) return { records: [] };
  const environment = await environmentById(client, deployment.environmentId);
  const project = place.safeParse(environment).data?.projectId ?? '';
  if (io.config.projects && !io.config.projects.includes(project)) return { records: [] };
  return { records: [await wholeDeployment(passOf(client, project, io.config), environment as Json, deployment)] };
}
