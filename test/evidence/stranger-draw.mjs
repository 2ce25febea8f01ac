// Draws an auditor's sample, from the words of the published test alone; it shares no line with the product.
//   node stranger-draw.mjs < population.json
// population.json: { secret: hex, root: hex, size, units: [{ id, application, infrastructure, complexity }] }
import { createHash } from 'node:crypto';

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

export function drawn({ secret, root, size = 25, units }) {
  const seed = sha(Buffer.from(secret, 'hex'), Buffer.from(root, 'hex'));
  const strata = [];
  for (const unit of units) {
    const key = [unit.application, unit.infrastructure, unit.complexity];
    let stratum = strata.find((one) => one.key.every((part, n) => part === key[n]));
    if (!stratum) strata.push((stratum = { key, name: JSON.stringify(key), units: [], seats: 0 }));
    stratum.units.push({ id: unit.id, lot: sha(seed, Buffer.from(unit.id)) });
  }
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  strata.sort((a, b) => b.units.length - a.units.length || byName(a, b));
  // One for each, the largest first.
  let left = Math.min(size, units.length);
  for (const stratum of strata) if (left > 0) ((stratum.seats = 1), left--);
  // The rest by largest remainder: as fractions of what is not drawn yet.
  const open = strata.filter(({ seats }) => seats === 1);
  const undrawn = open.reduce((all, { units: { length } }) => all + length - 1, 0);
  const rest = left;
  for (const stratum of open) {
    const quota = BigInt(rest) * BigInt(stratum.units.length - 1);
    stratum.whole = undrawn === 0 ? 0n : quota / BigInt(undrawn);
    stratum.remainder = undrawn === 0 ? 0n : quota % BigInt(undrawn);
    stratum.seats += Number(stratum.whole);
    left -= Number(stratum.whole);
  }
  const byRemainder = [...open].sort((a, b) =>
    a.remainder === b.remainder ? open.indexOf(a) - open.indexOf(b) : a.remainder > b.remainder ? -1 : 1,
  );
  for (const stratum of byRemainder.slice(0, left)) stratum.seats++;
  return strata.flatMap(({ units: all, seats }) =>
    all
      .sort((a, b) => Buffer.compare(a.lot, b.lot))
      .slice(0, seats)
      .map(({ id }) => id),
  );
}

if (process.argv[1]?.endsWith('stranger-draw.mjs')) {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  console.log(drawn(JSON.parse(text)).join('\n'));
}
