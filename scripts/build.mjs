// Brings dist/ to what the sources say; npm start and npm test do it themselves, an image does it once.
import { build } from './setup/build.mjs';

await build();
