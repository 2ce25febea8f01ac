import type { RecordRefusal } from '../access/index.js';
import type { Logger } from '../inbox/index.js';
import type { Hub } from '../read/index.js';

/** A loop of the hub as readiness shows it. */
export interface Part {
  /** `normalise`, `follow`. */
  readonly name: string;
  readonly ready: boolean;
  readonly sentence: string;
}

/** What the HTTP server needs beside what the API needs; `main` fills it. */
export interface ServerHub extends Hub {
  readonly log: Logger;
  readonly recordRefusal: RecordRefusal;
  /** The loops, as they are now. */
  parts(): readonly Part[];
  /** Origins of pages that may ask from a browser with a token; none closes CORS. */
  readonly corsOrigins: readonly string[];
  /** How often a stream without news says that it lives; 15 s if nothing is said. */
  readonly heartbeatMs?: number;
  /** How many answers may wait for one subscriber before it is ended; 1,000 if nothing is said. */
  readonly mostWaiting?: number;
}
