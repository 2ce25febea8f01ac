import type { Instant, Io, Json } from '#contract';
import type { JiraConfig } from '../config.js';
import type { Asked } from './refusal.js';

export type JiraIo = Io<JiraConfig>;

export interface Search {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly maxResults: number;
  readonly nextPageToken?: string;
}

/** Every member throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  search(search: Search, asked: Asked): Promise<Json>;
  issue(id: string, fields: readonly string[], asked: Asked): Promise<Json>;
  /** Oldest first. */
  changelog(id: string, startAt: number, asked: Asked): Promise<Json>;
  comments(id: string, startAt: number, asked: Asked): Promise<Json>;
  approvals(id: string, start: number, asked: Asked): Promise<Json>;
  project(id: string, asked: Asked): Promise<Json>;
  /** Whether the account has this permission in the project. */
  permissions(project: string, key: string, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}
