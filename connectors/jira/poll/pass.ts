import type { Client } from './asking.js';
import type { Asked } from './refusal.js';

/** One reading of one project. */
export interface Pass {
  readonly client: Client;
  readonly project: string;
  readonly fields: readonly string[];
  /** Types of projects by id, as they were asked for. */
  readonly projectTypes: Map<string, string>;
}

export function passOf(client: Client, project: string, fields: readonly string[]): Pass {
  return { client, project, fields, projectTypes: new Map() };
}

export const BROWSE = 'Browse projects';
export const AGENT = 'Service project agent';

export function issuesOf({ project }: Pick<Pass, 'project'>): Asked {
  return { what: `issues of project ${project}`, permission: BROWSE };
}

export function aboutIssue(id: string, what: string, permission = BROWSE): Asked {
  return { what: `${what} issue ${id}`.trimStart(), permission };
}
