import { GraphQLError } from 'graphql';
import type { Addresses } from '../addresses.js';
import type { Permission } from '../permission.js';
import type { Commit, Pull, Repository, Review, World } from '../world.js';

/** What every resolver needs to know of the request and of the repository it stands in. */
export interface Place {
  readonly world: World;
  readonly addresses: Addresses;
  readonly repository: Repository;
  readonly nodes: Nodes;
}

/** How each kind of node is made. Nodes lead to one another in circles; the files that make them must not. */
export interface Nodes {
  readonly repository: (place: Place) => unknown;
  readonly commit: (place: Place, commit: Commit) => unknown;
  readonly commitBySha: (place: Place, sha: string) => unknown;
  readonly pull: (place: Place, pull: Pull) => unknown;
  readonly review: (place: Place, pull: Pull, review: Review) => unknown;
}

/** Whether an argument was given at all: GraphQL knows absent and null. */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined;
}

/** GitHub's execution errors bear their kind as `type`, beside `path` and `message`. */
export function typedError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** Throws GitHub's FORBIDDEN where the token lacks a permission; the field is then null. */
export function demand(place: Place, permission: Permission): void {
  if (place.world.denied.has(permission)) throw typedError('FORBIDDEN', 'Resource not accessible by integration');
}
