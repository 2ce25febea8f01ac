import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from '#contract';
import { describe, expect, it } from 'vitest';
import type { Fixtures } from './fixtures.js';

const FILES = ['index.ts', 'config.ts', 'wire.ts', 'poll.ts', 'normalise.ts', 'README.md', 'deliveries', 'records'];

export function checkFolder<Config>(connector: Connector<Config>, { folder }: Fixtures): void {
  describe('its folder', () => {
    it('is called as the connector is', () => {
      expect(basename(folder)).toBe(connector.kind);
    });

    it.each([...FILES, ...(connector.webhook ? ['webhook.ts'] : [])])('holds %s', (file) => {
      expect(existsSync(join(folder, file))).toBe(true);
    });

    it('exports the connector from index.ts, by default and nothing else', async () => {
      const exported = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Record<string, unknown>;
      expect(Object.keys(exported)).toEqual(['default']);
    });

    it('lists its webhook-only facts in README.md', () => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      const section = /^## Webhook-only facts$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readme)?.[1] ?? '';
      expect(section.trim()).not.toBe('');
      for (const fact of connector.webhookOnly) expect(section).toContain(fact);
    });

    it('declares its secrets, and a version of its normaliser', () => {
      expect(connector.secrets.length).toBeGreaterThan(0);
      expect(Number.isInteger(connector.normaliser.version) && connector.normaliser.version > 0).toBe(true);
    });

    it('refuses a secret that is written into its configuration', () => {
      for (const name of connector.secrets) {
        const result = connector.config.safeParse({ [name]: 'written-in-clear' });
        const isAbout = result.error?.issues.some((issue) => issue.path[0] === name);
        expect(isAbout, name).toBe(true);
      }
    });

    it('imports neither node nor another connector in normalise', () => {
      const sources = normaliseFiles(folder).map((file) => readFileSync(file, 'utf8'));
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) {
        expect(source).not.toMatch(/from 'node:|Date\.now|new Date\(\)|Math\.random|process\.|from '\.\.\/\.\.\//);
      }
    });
  });
}

function normaliseFiles(folder: string): string[] {
  const inner = join(folder, 'normalise');
  const files = existsSync(inner) ? readdirSync(inner, { recursive: true, encoding: 'utf8' }).map((file) => join(inner, file)) : [];
  return [join(folder, 'normalise.ts'), ...files.filter((file) => file.endsWith('.ts'))];
}
