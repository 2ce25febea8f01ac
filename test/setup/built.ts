import { fileURLToPath } from 'node:url';

/** The built form of a source file of the project, for tests that run it in a process of its own: `built('src/main.ts')`. */
export function built(source: string): string {
  return fileURLToPath(new URL(`../../dist/${source.replace(/\.ts$/, '.js')}`, import.meta.url));
}
