import type { Json, RawRecord } from '#contract';
import { type Client, clientOf, type Row, type ServiceNowIo } from './client.js';
import type { ServiceNowConfig } from '../config.js';
import { accessOf, type Access } from './access.js';
import { Users } from './users.js';

/** One reading of one table. */
export interface Pass {
  readonly client: Client;
  readonly config: ServiceNowConfig;
  readonly users: Users;
  /** What is asked once and holds for the pass. */
  readonly access: Access;
}

export function passOf(io: ServiceNowIo): Pass {
  const client = clientOf(io);
  return { client, config: io.config, users: new Users(client), access: accessOf(client) };
}

export function recordOf(kind: string, key: string, payload: { readonly [name: string]: Json | readonly Row[] }): RawRecord {
  return { kind, key, payload: payload as Json };
}
