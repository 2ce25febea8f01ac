import { ref, type RefMark, SourceRefused, type Stream } from '#contract';
import { z } from 'zod';
import type { JenkinsConfig } from '../config.js';
import { type Client, clientOf, type JenkinsIo } from './client.js';

interface Item {
  readonly fullName: string;
  /** Only folders and multibranch pipelines have it. */
  readonly jobs?: readonly Item[] | null | undefined;
}
const item: z.ZodType<Item> = z.lazy(() => z.object({ fullName: z.string().min(1), jobs: z.array(item).nullish() }));

const DEPTH = 6;
const TREE = Array.from({ length: DEPTH }).reduce<string>((inner) => `fullName,jobs[${inner}]`, 'fullName');

/** A stream for each job that is named, or lies in a folder that is. */
export async function streamsOf(io: JenkinsIo): Promise<readonly Stream[]> {
  const client = clientOf(io);
  const found = new Set<string>();
  for (const job of io.config.jobs) for (const name of await jobsIn(client, job).catch(alone(job))) found.add(name);
  return [...found].map((job) => streamOf(job, io.config));
}

/** One that is refused must not stop the others, and says so when it is read. */
function alone(job: string): (error: unknown) => readonly string[] {
  return (error) => {
    if (error instanceof SourceRefused && [403, 404].includes(error.status)) return [job];
    throw error;
  };
}

export async function jobsIn(client: Client, job: string): Promise<readonly string[]> {
  return leavesOf(await client.read(job, 'api/json', item, TREE));
}

function leavesOf({ fullName, jobs }: Item): readonly string[] {
  return jobs ? jobs.flatMap(leavesOf) : [fullName];
}

const BUILDS = '/builds';
const DEPLOYMENTS = '/deployments';

function streamOf(job: string, config: JenkinsConfig): Stream {
  const what = deploymentOf(job, config) ? DEPLOYMENTS : BUILDS;
  return { name: `${job}${what}`, scope: scopeOf(job), label: `${job} ${what.slice(1)}` };
}

export function jobOf({ name }: Pick<Stream, 'name'>): string {
  return name.slice(0, name.lastIndexOf('/'));
}

export function isOfDeployments({ name }: Pick<Stream, 'name'>): boolean {
  return name.endsWith(DEPLOYMENTS);
}

export function scopeOf(job: string): RefMark {
  return ref('thing', 'job', job);
}

/** What the operator says of a job that deploys, the longest name first; null: it builds. */
export function deploymentOf(job: string, { deployments }: Pick<JenkinsConfig, 'deployments'>) {
  const own = (deployments ?? []).filter((one) => isWithin(job, one.job));
  return own.sort((a, b) => b.job.length - a.job.length)[0] ?? null;
}

export function isWithin(job: string, outer: string): boolean {
  return job === outer || job.startsWith(`${outer}/`);
}
