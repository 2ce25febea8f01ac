import { runQuietly } from '../setup/child.mjs';
import { inRoot } from '../setup/root.mjs';

/** Runs a program of an installed package with this Node; `bin` is its path below node_modules. */
export function runTool(bin, ...args) {
  return runQuietly(process.execPath, [inRoot('node_modules', bin), ...args]);
}

/** What a tool wrote, when it ended otherwise than it should. */
export function everything({ code, stdout, stderr }) {
  return code === 0 ? '' : `${stdout}\n${stderr}`;
}
