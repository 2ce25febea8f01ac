// npm start: set-up where needed, then the hub.
import { launch } from './setup/launch.mjs';

await launch(process.argv.slice(2));
