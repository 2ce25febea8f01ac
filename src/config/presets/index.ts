// Policies to begin with, as data.
// Comes in: what policy.yaml says. Goes out: the same, laid over the preset that it names.
// Never: changes what the file says itself.
import { overPreset, type PresetPolicy } from './merge.js';
import { PCI } from './pci.js';
import { SOC2 } from './soc2.js';
import { SOX } from './sox.js';

/** A new preset touches this line, the word in the contract, and its own file. */
const PRESETS: Readonly<Record<string, PresetPolicy>> = { pci: PCI, soc2: SOC2, sox: SOX };

/** The content of a file over the preset that it names; one that names none, or an unknown one, stays as it is. */
export function withPreset(content: unknown): unknown {
  const name = typeof content === 'object' && content !== null && 'preset' in content ? content.preset : null;
  const preset = typeof name === 'string' && Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  return preset === undefined ? content : overPreset(preset, content);
}
