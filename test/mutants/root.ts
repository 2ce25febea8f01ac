import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const above = (folders: string) => fileURLToPath(new URL(folders, import.meta.url));

/** The folder of the project, from its sources and from what was built of them. */
export const ROOT = existsSync(above('../../package.json')) ? above('../..') : above('../../..');
