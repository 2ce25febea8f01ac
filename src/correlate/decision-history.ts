import type { DecisionFact } from './facts.js';
import { orderOf, type Order } from './order.js';

/** What may stand of each request at a moment; null among them where it may be undecided. Never empty. */
export type States = ReadonlyMap<string, readonly (DecisionFact | null)[]>;

/** Where a step lies, seen from a moment. */
export type Side = (step: DecisionFact) => Order;

/** The steps of approvals and their order, as far as intervals, sequences and skew tell it. */
export class DecisionHistory {
  readonly steps: readonly DecisionFact[];
  readonly skewMs: number;
  readonly #orders = new Map<DecisionFact, Map<DecisionFact, Order>>();
  readonly #requests = new Map<string, readonly DecisionFact[]>();

  constructor(steps: readonly DecisionFact[], skewMs: number) {
    this.steps = steps;
    this.skewMs = skewMs;
    for (const step of steps) {
      // To be asked is no decision and replaces none (`controls.md`, Terms: Approval).
      const own = this.#requests.get(step.request) ?? [];
      this.#requests.set(step.request, step.decision === 'REQUESTED' ? own : [...own, step]);
    }
  }

  order(a: DecisionFact, b: DecisionFact): Order {
    let known = this.#orders.get(a);
    if (!known) this.#orders.set(a, (known = new Map()));
    let order = known.get(b);
    if (!order) known.set(b, (order = this.orderWith(a, b)));
    return order;
  }

  /** As `order`, for a moment that is no step of the history. */
  orderWith(a: DecisionFact, b: DecisionFact): Order {
    // What the source does not date is bounded by readings, and these have the hub's clock.
    return orderOf(a, b, a.source === b.source && a.dated === b.dated, this.skewMs);
  }

  /** Of each request the steps that may be before the moment and that no other step replaces for certain. */
  statesAt(side: Side): States {
    return new Map([...this.#requests].map(([request, steps]) => [request, this.#statesOf(steps, side)]));
  }

  #statesOf(steps: readonly DecisionFact[], side: Side): readonly (DecisionFact | null)[] {
    const certain = steps.filter((step) => side(step) === 'BEFORE');
    const isReplaced = (step: DecisionFact) => certain.some((other) => this.order(step, other) === 'BEFORE');
    const possible = steps.filter((step) => side(step) !== 'AFTER' && !isReplaced(step));
    return certain.length > 0 ? possible : [...possible, null];
  }
}
