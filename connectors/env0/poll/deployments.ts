import { type Instant, type Json, parseInstant, SourceRefused } from '#contract';
import { z } from 'zod';
import { type Client, expect } from './client.js';
import { VIEW } from './project.js';
import type { Asked } from './refusal.js';

const listed = z.looseObject({
  id: z.string().min(1),
  type: z.string(),
  status: z.string(),
  createdAt: z.string(),
  environmentId: z.string().nullish(),
});
const answer = z.array(listed);
export type ListedDeployment = z.output<typeof listed>;

/** The most that env zero gives (`GET /environments/{id}/deployments`, limit). */
export const PAGE = 100;

function about(what: string): Asked {
  return { what, permission: VIEW };
}

/** Newest first. A deployment that begins meanwhile moves the others on: some come twice, none is left out. */
export async function deploymentsPage(client: Client, environment: string, offset: number): Promise<readonly ListedDeployment[]> {
  const asked = about(`deployments of environment ${environment}`);
  const path = `/environments/${encodeURIComponent(environment)}/deployments`;
  const page = await ifThere(client.get(path, { limit: String(PAGE), offset: String(offset) }, asked));
  return page === null ? [] : expect(answer, page, asked);
}

/** Null where env zero does not have it, or does not show it. */
export async function deploymentById(client: Client, id: string): Promise<ListedDeployment | null> {
  const asked = about(`deployment ${id}`);
  const found = await ifThere(client.get(`/environments/deployments/${encodeURIComponent(id)}`, {}, asked));
  return found === null ? null : expect(listed, found, asked);
}

/** An environment can go away between two requests, and what a doorbell names need not exist; that says nothing. */
async function ifThere(reading: Promise<Json>): Promise<Json | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  });
}

export function createdOf({ createdAt }: ListedDeployment): Instant | null {
  return parseInstant(createdAt);
}

const OPEN = ['QUEUED', 'IN_PROGRESS', 'WAITING_FOR_USER', 'ABORTING'];

/** Whether it may still change: nothing lists deployments by their last change. */
export function isOpen({ status }: ListedDeployment): boolean {
  return OPEN.includes(status);
}

const steps = z.array(z.looseObject({ id: z.string(), name: z.string() }));

export async function stepsOf(
  client: Client,
  deployment: string,
): Promise<readonly { readonly name: string; readonly [name: string]: unknown }[]> {
  const asked = about(`steps of deployment ${deployment}`);
  return expect(steps, await client.get(`/deployments/${encodeURIComponent(deployment)}/steps`, {}, asked), asked);
}
