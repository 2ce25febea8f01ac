import { artifactDigests, type Mention, ref, ticketCandidates } from '#contract';
import type { BuildRecord } from '../wire.js';

const LONGEST = 300;

/** Values by name; those that are secret were taken out before the record was kept. */
export function parametersOf({ build }: BuildRecord): Readonly<Record<string, string>> {
  const listed = (build.actions ?? []).flatMap((action) => action?.parameters ?? []);
  return Object.fromEntries(listed.map(({ name, value }) => [name, String(value ?? '').slice(0, LONGEST)]));
}

/** Changes and artifacts that parameters name: by relation where the operator says which parameter names the change. */
export function parameterMentions(record: BuildRecord): readonly Mention[] {
  const { changeParameter } = record.deploys ?? {};
  return Object.entries(parametersOf(record)).flatMap(([name, value]): Mention[] => {
    const place = `parameters.${name}`;
    const method = name === changeParameter ? ('RELATION' as const) : ('TEXT' as const);
    return [
      ...ticketCandidates(value).map((text): Mention => ({ names: { kind: 'ticket', text }, method, place })),
      ...artifactDigests(value).map((hex): Mention => ({ names: ref('artifact', 'sha256', hex), method: 'DIGEST', place })),
    ];
  });
}
