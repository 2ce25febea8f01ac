import { openCluster } from './cluster.js';
import { placeFor } from './place.js';
import { addresses, makeRoles, type Addresses } from './roles.js';
import { runServer } from './server.js';

export interface EmbeddedOptions {
  /** CHANGELINE_DATA; the cluster lies in `postgres` below it. */
  readonly dataFolder: string;
  /** Takes sentences for the operator. */
  readonly log: (sentence: string) => void;
}

export interface Embedded extends Addresses {
  /** Fast, orderly, and harmless the second time. */
  stop(): Promise<void>;
  /** Of the server: `18.4`. */
  readonly version: string;
}

/**
 * A PostgreSQL that takes connections on 127.0.0.1, with the database `changeline` and its two roles. The first
 * start makes the cluster (about a second). Throws `EmbeddedFailure` with a sentence and the server's own words.
 */
export async function startEmbedded({ dataFolder, log }: EmbeddedOptions): Promise<Embedded> {
  const place = placeFor(dataFolder, log);
  const passwords = openCluster(place);
  const server = await runServer(place, log);
  const urls = addresses(server.port, passwords);
  try {
    const version = await makeRoles(urls.superuserUrl, passwords);
    return { ...urls, version, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
