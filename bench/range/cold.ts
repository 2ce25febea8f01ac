import { rangeOf } from '../../src/correlate/range.js';
import { openPool } from '../../src/db/pool.js';
import { loadHistory } from './load.js';

// The first range that a new process finds: `node cold.js DATABASE_URL HEAD BASE` prints milliseconds (of the clock, of the processor) and the size of the range.
const [url = '', head = '', base = ''] = process.argv.slice(2);
const sql = openPool(url, { max: 1 });
await sql`select 1`;
const [began, cpu] = [performance.now(), process.cpuUsage()];
const { graph, generations } = await loadHistory(sql);
const { carries } = rangeOf(graph, generations, graph.indexOf(head), graph.indexOf(base));
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, carries: carries.length })}\n`);
await sql.end();
