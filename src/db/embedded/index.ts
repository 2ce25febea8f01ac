// A PostgreSQL of the hub's own, from binaries that npm brings, for whoever gives no DATABASE_URL.
// Comes in: the data folder. Goes out: two addresses, of the tables' owner and of the application, and a stop.
// Never: listens beyond 127.0.0.1, runs without fsync, or touches a cluster that is not in its data folder.
export { startEmbedded, type Embedded, type EmbeddedOptions } from './start-embedded.js';
export { EmbeddedFailure } from './failure.js';
