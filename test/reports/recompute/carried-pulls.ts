import type { World } from './world.js';

export function pullsOf({ links }: World, deployment: string): readonly string[] {
  const carried = links.filter(
    (link) => link.from_ref === deployment && link.strength === 'CARRIED' && link.to_ref.startsWith('pull_request:'),
  );
  return [...new Set(carried.map(({ to_ref }) => to_ref))];
}

export function mergedAt({ pulls }: World, pull: string): string | null {
  return pulls.find((one) => one.pull_request === pull)?.merged_from ?? null;
}
