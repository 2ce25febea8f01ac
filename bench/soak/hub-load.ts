import { readFileSync } from 'node:fs';
import type { HubProcess } from './hub-process.js';

/** What a hub says of its subscriptions, and the most memory that it ever took. */
export interface Load {
  readonly subscribers: number;
  readonly questions: number;
  readonly answers: number;
  readonly messages: number;
  readonly memoryMb: number;
}

/** By `/metrics`, and by /proc, which other systems than Linux do not have: there no memory is told. */
export async function subscriptionsOf({ port, token, pid }: HubProcess): Promise<Load> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  const said = (name: string) => Number(new RegExp(`^changeline_${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
  return {
    subscribers: said('subscribers'),
    questions: said('subscribed_questions'),
    answers: said('subscription_answers_total'),
    messages: said('subscription_messages_total'),
    memoryMb: peakMb(pid),
  };
}

function peakMb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
