// npm run verify, rebuild, history …: set-up where needed, then that command of the hub.
import { launch } from './setup/launch.mjs';

await launch(process.argv.slice(2));
