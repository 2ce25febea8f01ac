import type { Addresses } from '../addresses.js';
import type { Repository, World } from '../world.js';

/** One REST request to a repository, after the route was found and its query checked. */
export interface Call {
  readonly world: World;
  readonly addresses: Addresses;
  readonly repository: Repository;
  /** What the path named behind the repository: `[sha]`, `[base, head]`. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  /** By id, as GitHub writes it in `Link`: it survives a rename. */
  readonly self: string;
}
