import { createHash } from 'node:crypto';
import { SourceUnavailable } from '#contract';
import type { Clockwork } from './backoff.js';
import type { Budget } from './budget.js';
import { openSpending, type Spending } from './spending.js';

export interface Asker {
  /** Of its source. */
  readonly name: string;
  readonly clockwork: Clockwork;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** To be told when the answer came, or null when none did. */
export type Answered = (answer: { readonly status: number; readonly headers: Headers } | null) => void;

/** The budgets of one credential, by the name of what they count, shared by all who use it. */
export interface Pace {
  /** Waits until the source allows a request; throws `SourceUnavailable` when that is longer than the asker's patience away. */
  admit(url: URL, asked: string, asker: Asker): Promise<Answered>;
  budgets(): Readonly<Record<string, Budget>>;
}

const MOST_CREDENTIALS = 1_000;

/** One pace for each credential. */
export interface Paces {
  of(url: URL, headers: Headers, clockwork: Clockwork): Pace;
}

export function openPaces(mostAbreast = 8): Paces {
  const paces = new Map<string, Pace>();
  return {
    of(url, headers, { nowMs }) {
      const credential = credentialOf(url, headers);
      const pace = paces.get(credential) ?? openPace(mostAbreast, nowMs);
      paces.delete(credential);
      paces.set(credential, pace);
      // Tokens that are good for an hour would add up.
      if (paces.size > MOST_CREDENTIALS) paces.delete([...paces.keys()][0]!);
      return pace;
    },
  };
}

const CREDENTIALS = ['authorization', 'private-token', 'x-api-key', 'x-sn-apikey'];

/** Never in clear; where none is sent, tools count by address, and one pace is right as well. */
function credentialOf(url: URL, headers: Headers): string {
  return createHash('sha256')
    .update(JSON.stringify([url.host, ...CREDENTIALS.map((name) => headers.get(name))]))
    .digest('hex');
}

function openPace(mostAbreast: number, nowMs: () => number): Pace {
  const all = new Map<string, Spending>();

  function spendingOf(kind: string): Spending {
    const spending = all.get(kind) ?? openSpending(mostAbreast, nowMs);
    all.set(kind, spending);
    return spending;
  }

  async function admit(url: URL, asked: string, asker: Asker): Promise<Answered> {
    const kind = budgetKind(url);
    const spending = spendingOf(kind);
    for (;;) {
      await untilAllowed(spending, kind, asked, asker);
      await spending.turns.take(asker.name, asker.signal);
      // Others were under way while it waited for its turn.
      if (spending.holdBack(asker.name, asker.clockwork.nowMs(), spending.turns.underWay() - 1).ms === 0)
        return answeredTo(spending, asker);
      spending.turns.give();
    }
  }

  return {
    admit,
    budgets: () =>
      Object.fromEntries([...all].flatMap(([kind, spending]) => (spending.budget() ? [[kind, spending.budget() as Budget]] : []))),
  };
}

async function untilAllowed(
  spending: Spending,
  kind: string,
  asked: string,
  { name, clockwork, patienceMs, signal }: Asker,
): Promise<void> {
  for (;;) {
    const { ms, hadItsShare } = spending.holdBack(name, clockwork.nowMs(), spending.turns.underWay());
    if (ms === 0 || signal.aborted) return;
    if (ms > patienceMs) throw spent(asked, kind, ms, hadItsShare);
    await clockwork.sleep(ms, signal);
  }
}

function answeredTo(spending: Spending, { name, clockwork }: Asker): Answered {
  return (answer) => {
    if (answer !== null) spending.heard(name, answer.headers, answer.status === 304 ? 0 : 1, clockwork.nowMs());
    spending.turns.give();
  };
}

/** GitHub counts REST, GraphQL and search apart; which one an answer is about is known only afterwards, so the path decides. */
function budgetKind(url: URL): string {
  if (url.pathname.endsWith('/graphql')) return 'graphql';
  return /\/search\//.test(url.pathname) ? 'search' : 'core';
}

function spent(asked: string, kind: string, waitMs: number, hadItsShare: boolean): SourceUnavailable {
  const why = hadItsShare ? 'is left to the other sources with the same credential, which had less' : 'is spent but for its reserve';
  return new SourceUnavailable(
    `The budget (${kind}) for ${asked} ${why}; it is full again in ${Math.ceil(waitMs / 60_000)} min. Reading goes on then by itself.`,
    { retryAfterMs: waitMs },
  );
}
