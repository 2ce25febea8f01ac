import type { Json } from '#contract';
import type { JiraConfig } from '../config.js';

/** Jira's own fields that a record holds. Not all: times of viewing and numbers of votes would make every reading a new one. */
const OWN = `summary description environment status resolution priority assignee reporter creator issuetype project
  labels components fixVersions parent duedate created updated issuelinks`.split(/\s+/);

export function fieldsToRead({ fields }: JiraConfig): readonly string[] {
  return [...new Set([...OWN, ...Object.values(fields ?? {})])];
}

/** Addresses, pictures and phrases such as "today 4:22 PM": no facts, and other ones at every reading. */
const NOISE = new Set(
  'self avatarUrls iconUrl emailAddress timeZone active statusCategory friendly jira iso8601 canAnswerApproval _links expand'.split(' '),
);

export function withoutNoise(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNoise);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as { readonly [key: string]: Json }).filter(([key]) => !NOISE.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNoise(inner)]));
}
