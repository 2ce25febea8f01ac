import { z } from 'zod';
import type { Answer } from '../answer.js';
import { refusal } from '../answer.js';
import type { Call } from './call.js';
import { listed } from './call.js';

const DEFAULT_SIZE = 50;
const MOST = 5_000;
const MOST_RECONCILED = 50;

const issueId = z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]).transform(String);
const shape = z.strictObject({
  jql: z.string().default(''),
  fields: z.array(z.string()).default(['id']),
  expand: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.literal('changelog', 'expand can be changelog here, nothing else'))),
  maxResults: z.number().int().positive().default(DEFAULT_SIZE),
  nextPageToken: z.string().optional(),
  reconcileIssues: z.array(issueId).max(MOST_RECONCILED).default([]),
});

/** What a search asks for, of GET and POST alike. */
export type SearchRequest = z.infer<typeof shape>;

/** Reads a search. An answer when it has a parameter that the endpoint lacks, or a value that is none. */
export function searchRequest(call: Call, method: string): SearchRequest | Answer {
  const given = method === 'POST' ? jsonOf(call.body) : ofQuery(call.query);
  if (given === undefined) return refusal(400, 'There was an error parsing JSON. Check that your request body is valid.');
  const { data, error } = shape.safeParse(given);
  if (data === undefined)
    return refusal(400, `Invalid request payload: ${error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
  return { ...data, maxResults: Math.min(data.maxResults, MOST) };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function ofQuery(query: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = Object.fromEntries(query);
  if (query.has('fields')) given['fields'] = listed(query, 'fields');
  if (query.has('reconcileIssues')) given['reconcileIssues'] = listed(query, 'reconcileIssues');
  if (query.has('maxResults')) given['maxResults'] = Number(query.get('maxResults'));
  return given;
}
