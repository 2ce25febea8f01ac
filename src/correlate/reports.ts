import { Lane } from './lane.js';
import type { Run } from './run.js';
import { type Report, reporterOf, type ReportTerms, type Role, rolesOf } from './same-deployment.js';

/** All reports of deployments to one place. Those that speak for a deployment stand in its lane, the others do not. */
export class Reports {
  readonly lane = new Lane();
  readonly #bySha = new Map<string, Map<string, Report>>();
  readonly #shaOf = new Map<string, string>();
  readonly #roles = new Map<string, Role>();

  /** Puts a report in its place; one that has not started has none, and one without a revision is alone. */
  set(run: Run, terms: ReportTerms): void {
    this.remove(run.deployment);
    const { deployment, sha, start } = run;
    if (start === null) return;
    this.lane.set(run);
    if (sha === null) return;
    this.#shaOf.set(deployment, sha);
    this.#bySha.set(sha, (this.#bySha.get(sha) ?? new Map<string, Report>()).set(deployment, { run: { ...run, start }, terms }));
    this.#settle(sha);
  }

  remove(deployment: string): void {
    this.lane.remove(deployment);
    this.#roles.delete(deployment);
    const sha = this.#shaOf.get(deployment);
    if (sha === undefined) return;
    this.#shaOf.delete(deployment);
    this.#bySha.get(sha)?.delete(deployment);
    this.#settle(sha);
  }

  roleOf(deployment: string): Role {
    return this.#roles.get(deployment) ?? { speaker: deployment, corroboratedBy: [], perhaps: [] };
  }

  /** All reports of the same revision here, on which it may depend what this one is: none where one tool alone reports it. */
  around(deployment: string): readonly Run[] {
    const reports = [...(this.#bySha.get(this.#shaOf.get(deployment) ?? '')?.values() ?? [])];
    return new Set(reports.map(reporterOf)).size < 2 ? [] : reports.map(({ run }) => run);
  }

  #settle(sha: string): void {
    const reports = this.#bySha.get(sha) ?? new Map<string, Report>();
    const roles = rolesOf([...reports.values()]);
    for (const [deployment, { run }] of reports) {
      const speaks = (role: Role | undefined) => role === undefined || role.speaker === deployment;
      const [before, after] = [this.#roles.get(deployment), roles.get(deployment)];
      if (!speaks(after)) this.lane.remove(deployment);
      else if (!speaks(before)) this.lane.set(run);
      if (after) this.#roles.set(deployment, after);
      else this.#roles.delete(deployment);
    }
    if (reports.size === 0) this.#bySha.delete(sha);
  }
}
