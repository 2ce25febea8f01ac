import { runQuietly } from '../setup/child.mjs';
import { inRoot } from '../setup/root.mjs';

// With CI=true some tools colour what they print, and the checks read it.
const PLAIN = { NO_COLOR: '1', FORCE_COLOR: '0' };

/** Runs a program of an installed package with this Node; `bin` is its path below node_modules. */
export function runTool(bin, ...args) {
  return runQuietly(process.execPath, [inRoot('node_modules', bin), ...args], { ...process.env, ...PLAIN });
}

/** What a tool wrote, when it ended otherwise than it should. */
export function everything({ code, stdout, stderr }) {
  return code === 0 ? '' : `${stdout}\n${stderr}`;
}
