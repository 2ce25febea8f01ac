/**
 * With which seed a property runs: with one that is always the same where `CI` is set, so that what fails there is the change; else
 * with another each time. Each test bears its own in its name and is run again by `SEED`; `SEEDS` takes so many from there on.
 */
export function seedsOf(env: Readonly<Record<string, string | undefined>> = process.env): readonly number[] {
  const { SEED: first, SEEDS: many = '1', CI: isWatched } = env;
  const start = Number(first ?? (isWatched ? FIXED : Date.now() % 1_000_000));
  return Array.from({ length: Number(many) }, (_, nth) => start + nth);
}

const FIXED = 446_623;
