import type { Instant } from '#contract';
import { parseInstant } from '#contract';
import type { Config } from '../config.js';
import { openPool } from '../db/pool.js';
import { dumpLines, putInPlace, readTables, rebuild } from '../follow/index.js';
import { noteVerification, verifyLedger } from '../ledger/index.js';
import { openDatabase } from './database.js';
import { dataKeyOf } from './engine.js';

type Say = (line: string) => void;
/** Ends once the reader can take more. */
type Print = (line: string) => Promise<void>;

/** `npm run verify`: recomputes leaves, bodies, tiles and head; answers whether all agree. */
export async function verify(config: Config, say: Say): Promise<boolean> {
  const database = await openDatabase(config, () => undefined);
  const sql = openPool(database.url, { max: 2, name: 'changeline verify' });
  try {
    const result = await verifyLedger(sql, { key: await dataKeyOf(config) });
    const sentence = result.ok ? `The ledger is whole: ${result.size} events, root ${result.root}.` : result.sentence;
    say(sentence);
    // Whoever runs it by the clock is told by the routes of alerts, too.
    await noteVerification(sql, { whole: result.ok, sentence });
    return result.ok;
  } finally {
    await sql.end({ timeout: 5 });
    await database.stop();
  }
}

/** `npm run dump`: the ordered dump of the read tables on standard output. */
export async function dump(config: Config, print: Print): Promise<boolean> {
  const database = await openDatabase(config, () => undefined);
  const sql = openPool(database.url, { max: 1, name: 'changeline dump' });
  try {
    for await (const line of dumpLines(sql, await readTables(sql))) await print(line);
    return true;
  } finally {
    await sql.end({ timeout: 5 });
    await database.stop();
  }
}

const USAGE =
  'Usage: npm run rebuild -- [--at SEQ] [--clock TIME] [--replace]. Without --at: everything recorded; TIME as 2026-11-21T10:00:00Z.';

/** `npm run rebuild`: the ordered dump that the ledger gives at SEQ and TIME; with `--replace` it takes the place of the read tables. */
export async function rebuildCommand(
  config: Config,
  args: readonly string[],
  { print, tell }: { readonly print: Print; readonly tell: Say },
): Promise<boolean> {
  const wanted = argumentsOf(args);
  if (!wanted) {
    tell(USAGE);
    return false;
  }
  const database = await openDatabase(config, () => undefined);
  try {
    await rebuild(database.url, wanted, async (sql, tables, seq) => {
      for await (const line of dumpLines(sql, tables)) await print(line);
      if (wanted.replace) await putInPlace(sql, tables);
      tell(`Rebuilt from the ledger up to event ${seq}${wanted.replace ? ', and put in the place of the read tables' : ''}.`);
    });
    return true;
  } finally {
    await database.stop();
  }
}

function argumentsOf(args: readonly string[]): { at: number | null; clock: Instant | null; replace: boolean } | null {
  let at: number | null = null;
  let clock: Instant | null = null;
  let replace = false;
  for (let nth = 0; nth < args.length; nth++) {
    const value = args[nth + 1] ?? '';
    if (args[nth] === '--replace') replace = true;
    else if (args[nth] === '--at' && /^\d+$/.test(value)) at = Number(args[++nth]);
    else if (args[nth] === '--clock' && parseInstant(value)) clock = parseInstant(args[++nth] ?? '');
    else return null;
  }
  // What stands at an earlier event must not take the place of what stands now.
  return replace && at !== null ? null : { at, clock, replace };
}
