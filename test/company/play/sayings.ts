import { timeOf } from '../times.js';
import type { Saying } from '../beside.js';
import { BUILDER } from '../policy.js';
import { type Act, type Scene, spoken } from './acting.js';

/** What is pushed of a unit by those who are no tools of it. */
export function sayingActs(scene: Scene): readonly Act[] {
  return (scene.unit.sayings ?? []).map((saying, nth) => ({ at: saying.at, does: () => says(scene, saying, nth) }));
}

function says(scene: Scene, { type, at, data, of, about, by = BUILDER, id, untilAt }: Saying, nth: number): void {
  const { company, repository, unit, names } = scene;
  const written = Object.entries(data).map(([field, value]) => [field, typeof value === 'string' && of ? spoken(scene, of, value) : value]);
  const refs: ReadonlyMap<unknown, string> = new Map<unknown, string>([...names.pulls, ...names.reviews, ...names.approvals]);
  const named = about === undefined ? [] : [['about', refs.get(about)]];
  const ended = untilAt === undefined ? [] : [['until', timeOf(untilAt)]];
  const own = id ?? `${repository.name}-${unit.startsAt}-${nth}`;
  company.says(by, { type, id: own, at: timeOf(at), data: Object.fromEntries([...written, ...named, ...ended]) });
}
