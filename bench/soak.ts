import { soakCrowd } from './soak/crowd.js';
import { soakKill } from './soak/kill.js';
import { soakSubscribers } from './soak/subscribers.js';
import { soakWriters } from './soak/writers.js';

// `npm run soak [kill|writers|subscribers|crowd]`: minutes of what must not break a promise; one line of JSON for each step, exit code 1 on a fault.

const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const SOAKS: Readonly<Record<string, () => Promise<{ readonly ok: boolean; readonly faults: readonly string[] }>>> = {
  kill: () => soakKill({ kills: Number(process.env['SOAK_KILLS'] ?? 50), connections: 8, seed: SEED, say }),
  subscribers: () => soakSubscribers({ seconds: Number(process.env['SOAK_SECONDS'] ?? 60), subscribers: 5, seed: SEED, say }),
  crowd: () => soakCrowd({ seconds: Number(process.env['SOAK_SECONDS'] ?? 60), subscribers: 1_000, withSlow: true, say }),
  writers: () => soakWriters({ seconds: Number(process.env['SOAK_SECONDS'] ?? 60), say }),
};

async function run(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter((name) => !(name in SOAKS));
  if (unknown.length > 0) {
    process.stderr.write(`There is no soak ${unknown.join(', ')}. There are: ${Object.keys(SOAKS).join(', ')}.\n`);
    return false;
  }
  let ok = true;
  for (const name of names.length > 0 ? names : Object.keys(SOAKS)) {
    const result = await SOAKS[name]!();
    for (const fault of result.faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
    ok &&= result.ok;
  }
  return ok;
}

process.exit((await run(process.argv.slice(2))) ? 0 : 1);
