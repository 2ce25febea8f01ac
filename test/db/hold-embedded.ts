// Run by embedded.test.ts in a process of its own: starts the server on the folder given, says its address, and stays.
import { startEmbedded } from '../../src/db/embedded/index.js';

const { appUrl, stop } = await startEmbedded({ dataFolder: process.argv[2] ?? '', log: (sentence) => console.log(sentence) });
console.log(appUrl);
process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
