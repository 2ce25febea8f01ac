import { readFile, rename, writeFile } from 'node:fs/promises';
import { inRoot } from './root.mjs';

// When a connection dies under a transaction or a reservation, postgres 3.4.9 goes on writing: to a socket that is null,
// which ends the process; to a server that still asks for the password; or, outside any transaction, to the connection's
// next session, which may be another's by then. And what it had not yet written stops the connection for good
// (porsager/postgres #1066, #1154, #1208; pull request #1168 waits). And of the statement by which each new connection asks for
// the types of arrays nobody awaits the failure, which ends the process; a reservation is lost with the connection that was
// opened for it, or takes, when it was refused, a later connection for ever. Mended here, and not by a fork, until a version that
// has it is out: then this file goes. test/db/lost-connection.test.ts shows it.
const MARK = '// mended by Changeline\n';
const LOST = "Errors.connection('CONNECTION_CLOSED', options)";

const MENDS = {
  'connection.js': [
    ['  let socket = null\n', `  let ready = false ${MARK}    , socket = null\n`],
    ['  function execute(q) {\n', `  function execute(q) {\n    if (!ready)\n      return queryError(q, ${LOST}), true\n\n`],
    ['  function ReadyForQuery(x) {\n', '  function ReadyForQuery(x) {\n    ready = true\n'],
    ['  async function closed(hadError) {\n', '  async function closed(hadError) {\n    ready = false\n'],
    ['    clearImmediate(nextWriteTimer)\n', '    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n'],
    ['return fetchArrayTypes()\n', 'return fetchArrayTypes().catch(() => undefined)\n'],
  ],
  'index.js': [
    ['{ reserve: resolve, reject }', '{ reserve: resolve, reject: (e) => (queries.remove(query), reject(e)) }'],
    [
      '    queries.length && connect(c, queries.shift())\n',
      '    const next = queries.length ? queries.shift() : null\n    next && next.reserve && queries.push(next)\n    next && connect(c, next)\n',
    ],
    ['    let savepoints = 0\n', `    let lost = false ${MARK}      , savepoints = 0\n`],
    ['connection.onclose = reject)\n', 'connection.onclose = (e) => (lost = true, reject(e)))\n'],
    [
      '        c.queue === full\n          ? queries.push(q)',
      `        if (lost)\n          return q.reject(${LOST})\n\n        c.queue === full\n          ? queries.push(q)`,
    ],
    [
      '    sql.release = () => {\n',
      '    const own = c.reserved\n    sql.release = () => {\n      if (c.reserved !== own)\n        return\n\n',
    ],
    [
      '      c.queue === full\n        ? queue.push(q)',
      `      if (c.reserved !== own)\n        return q.reject(${LOST})\n\n      c.queue === full\n        ? queue.push(q)`,
    ],
  ],
};

/** Brings the driver to what it must be; does nothing where it is that already. Throws where it is another version. */
export async function mendPostgres() {
  for (const [name, mends] of Object.entries(MENDS)) {
    const file = inRoot('node_modules', 'postgres', 'src', name);
    const before = await readFile(file, 'utf8');
    const after = mends.reduce(mendedBy, before);
    if (after === before) continue;
    // Renamed when whole: two that start at once leave no half file.
    await writeFile(`${file}.${process.pid}`, after);
    await rename(`${file}.${process.pid}`, file);
  }
}

/** Each by itself: an installation may have been mended before there were as many. */
function mendedBy(text, [found, mended]) {
  if (text.includes(mended)) return text;
  if (!text.includes(found)) throw new Error('The package postgres is not the locked version. Delete node_modules and start again.');
  return text.replaceAll(found, mended);
}
