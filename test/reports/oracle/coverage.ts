import type { Told } from './ledger.js';
import { text } from './things.js';

/** How far all collections but these were read; null: something of them never was. */
export function readUpTo(told: readonly Told[], ignored: readonly string[]): string | null {
  const last = new Map<string, string | null>();
  for (const { type, core } of told) {
    if (type !== 'coverage.changed' || ignored.includes(text(core['collection']))) continue;
    const name = [core['source'], core['scope'], core['collection']].map((one) => text(one)).join(' ');
    if (core['state'] !== 'COMPLETE') throw new Error(`These loops know no ${text(core['state'])} collection.`);
    last.set(name, [last.get(name) ?? '', text(core['upTo'])].sort().at(-1) || null);
  }
  const all = [...last.values()];
  return all.includes(null) ? null : (all.sort()[0] ?? null);
}
