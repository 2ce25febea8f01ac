import { type Account, emptyRepository, type GitHub, type Payload, type World, worldOf } from '../../src/sample/index.js';
import type { Step } from './any-plan.js';
import { deploy, release } from './deploy-steps.js';
import { close, dismiss, merge, open as openPull, retitle, review, synchronize } from './pull-steps.js';
import { type Act, Stage } from './stage.js';

const ACME: Account = { id: 77, login: 'acme', type: 'Organization' };
const GHOST: Account = { id: 10137, login: 'ghost', type: 'User' };
const PEOPLE: readonly (Account | null)[] = [
  { id: 501, login: 'ana', type: 'User' },
  { id: 502, login: 'ben', type: 'User' },
  { id: 503, login: 'cleo', type: 'User' },
  { id: 9001, login: 'checker[bot]', type: 'Bot' },
  null,
];

/** A company whose plan is played step by step: the world that its GitHub serves, and the webhooks that GitHub sends of each step. */
export class Company {
  readonly world: World;
  readonly #stage = new Stage();

  constructor() {
    this.world = worldOf([1, 2].map((nth) => emptyRepository({ id: 4710 + nth, owner: ACME, name: nth === 1 ? 'pay' : 'web' })));
    for (const repository of this.world.repositories) {
      const root = this.#stage.commit(repository, [], PEOPLE[0] ?? null, []);
      repository.branches.set('main', root.sha);
    }
  }

  /** Milliseconds since 1970 in the company's world. */
  get nowMs(): number {
    return Date.UTC(2026, 0, 1) + this.#stage.nowS * 1000;
  }

  /** Lets nothing happen until then. */
  waitUntil(ms: number): void {
    this.#stage.nowS = Math.floor((ms - Date.UTC(2026, 0, 1)) / 1000);
  }

  /** Plays a step; gives the webhooks, as they were at that moment. A step that nothing is there for does nothing. */
  play(step: Step, { addresses }: Pick<GitHub, 'addresses'>): readonly Payload[] {
    this.#stage.nowS += step.afterS;
    const repository = this.world.repositories[step.repository % 2]!;
    const who = PEOPLE[step.who % PEOPLE.length] ?? null;
    repository.pushedAt = this.#stage.time();
    return this.#step(step, { addresses, repository, who, sender: who ?? GHOST }).map(
      (payload) => JSON.parse(JSON.stringify(payload)) as Payload,
    );
  }

  #step(step: Step, act: Act): readonly Payload[] {
    if (step.does === 'deploy') return deploy(this.#stage, step, act);
    if (step.does === 'push') return this.#stage.push(act, 'main', step.commits);
    if (step.does === 'open') return openPull(this.#stage, step.commits, act);
    if (step.does === 'release') return release(this.#stage, act);
    if (step.does === 'dismiss') return dismiss(this.#stage, step.which, act);
    const open = act.repository.pulls.filter((pull) => pull.state === 'OPEN');
    const pull = open[step.which % Math.max(open.length, 1)];
    if (!pull) return [];
    pull.updatedAt = this.#stage.time();
    if (step.does === 'review') return review(this.#stage, step.state, pull, act);
    if (step.does === 'merge') return merge(this.#stage, step.method, pull, act);
    if (step.does === 'synchronize') return synchronize(this.#stage, pull, act);
    if (step.does === 'retitle') return retitle(this.#stage, pull, act);
    return close(this.#stage, pull, act);
  }
}
