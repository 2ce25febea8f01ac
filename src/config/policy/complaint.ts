import type { YamlPath } from '../yaml-file.js';

/** Something that a part of the file may say alone, and not together with the rest. */
export interface Complaint {
  readonly path: YamlPath;
  /** Goes on after the path: `names the team x, which …`. */
  readonly says: string;
  /** The key under which a name is missed. */
  readonly declaredIn?: string;
}
