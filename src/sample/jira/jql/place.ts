import type { Issue } from '../world.js';
import type { Order } from './parse.js';

/** Where an issue stands in an order: all that a cursor must remember, so that it holds when the issue moves or goes. */
export interface Place {
  readonly id: number;
  readonly key: string;
  readonly created: number;
  readonly updated: number;
}

export function placeOf(issue: Issue): Place {
  return { id: Number(issue.id), key: issue.key, created: Date.parse(issue.created), updated: Date.parse(issue.updated) };
}

/** A total order: what the query says, then the greater id first. */
export function comparing(order: readonly Order[]): (a: Place, b: Place) => number {
  return (a, b) => {
    for (const { field, direction } of order) {
      const difference = field === 'key' ? byKey(a.key, b.key) : a[field] - b[field];
      if (difference !== 0) return direction === 'asc' ? difference : -difference;
    }
    return b.id - a.id;
  };
}

// PAY-9 stands before PAY-10.
function byKey(a: string, b: string): number {
  const [projectA, numberA] = split(a);
  const [projectB, numberB] = split(b);
  if (projectA !== projectB) return projectA < projectB ? -1 : 1;
  return numberA - numberB;
}

function split(key: string): [project: string, number: number] {
  const dash = key.lastIndexOf('-');
  return [key.slice(0, dash), Number(key.slice(dash + 1))];
}
