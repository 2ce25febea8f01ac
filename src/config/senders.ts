import type { Problem } from './problem.js';
import { NO_NAME, SOURCE_NAME } from './source-name.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

/** The sources that push events (`type: events`), and what the file says beside them. */
export function withoutSenders(file: YamlFile, problems: Problem[]): { readonly senders: readonly string[]; readonly content: unknown } {
  const { content } = file;
  const sources = isObject(content) ? content['sources'] : null;
  if (!isObject(content) || !isObject(sources)) return { senders: [], content };
  const senders = Object.entries(sources).filter(([, settings]) => isObject(settings) && settings['type'] === 'events');
  const report = (path: YamlPath, sentence: string) =>
    void problems.push({ where: file.placeOf(path), sentence: `${path.join('.')} ${sentence}` });
  for (const [name, settings] of senders) {
    if (!SOURCE_NAME.test(name)) report(['sources', name], NO_NAME);
    for (const key of Object.keys(settings as object).filter((one) => one !== 'type')) {
      report(['sources', name, key], 'is not read: a source of pushed events has no settings but type. Take the line out.');
    }
  }
  const names = senders.map(([name]) => name);
  const rest = Object.fromEntries(Object.entries(sources).filter(([name]) => !names.includes(name)));
  return { senders: names, content: { ...content, sources: rest } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
