// What reports are about, made of the ledger's events by `test/reports/oracle`.

export interface Stay {
  readonly stage: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly waitingFor: readonly string[];
}

export interface Record_ {
  readonly change: string;
  readonly kind: string;
  readonly change_class: string;
  readonly issue_type: string;
  readonly risk: string;
  readonly services: readonly string[];
  readonly teams: readonly string[];
  readonly environments: readonly string[];
  readonly stage: string;
  readonly outcome: string;
  readonly outcome_from: string;
  readonly outcome_at: string | null;
  readonly delayed: boolean | null;
  readonly created_at: string | null;
  readonly approved_at: string | null;
  readonly approved_undated: boolean;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly closed_at: string | null;
  readonly backed_out_at: string | null;
  readonly stages: readonly Stay[];
}

export interface Rollout {
  readonly deployment: string;
  readonly service: string;
  readonly environment: string;
  readonly standing: string;
  readonly outcome: string;
  readonly relation: string;
  readonly base: string | null;
  readonly carries: number;
  readonly start_from: string | null;
  readonly end_from: string | null;
}

export interface World {
  readonly records: readonly Record_[];
  readonly rollouts: readonly Rollout[];
  readonly links: readonly { readonly from_ref: string; readonly to_ref: string; readonly strength: string }[];
  readonly pulls: readonly { readonly pull_request: string; readonly merged_from: string | null }[];
  readonly verdicts: readonly { readonly rule: string; readonly subject: string; readonly unit: string; readonly answer: string }[];
  readonly gaps: readonly { readonly rule: string; readonly subject: string; readonly status: string }[];
  readonly carriers: readonly { readonly ticket: string; readonly is_change: boolean; readonly deployments: readonly string[] }[];
  /** Of a service, by the policy in force. */
  readonly teams: ReadonlyMap<string, string>;
}

export type Group = Readonly<Partial<Record<'TEAM' | 'SERVICE' | 'ENVIRONMENT' | 'CHANGE_TYPE' | 'TICKET_TYPE' | 'RISK', string | null>>>;

function isIn(values: readonly string[], wanted: string | null | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === null ? values.length === 0 : values.includes(wanted);
}

export function recordIsIn(record: Record_, group: Group): boolean {
  return (
    isIn(record.teams, group.TEAM) &&
    isIn(record.services, group.SERVICE) &&
    isIn(record.environments, group.ENVIRONMENT) &&
    isIn([record.change_class], group.CHANGE_TYPE) &&
    isIn(record.issue_type === '' ? [] : [record.issue_type], group.TICKET_TYPE) &&
    isIn(record.risk === '' ? [] : [record.risk], group.RISK)
  );
}

export function rolloutIsIn(world: World, rollout: Rollout, group: Group): boolean {
  const changes = changesOf(world, rollout.deployment);
  const team = world.teams.get(rollout.service);
  const some = (value: (record: Record_) => string) => [...new Set(changes.map(value))].filter((one) => one !== '');
  return (
    isIn(team === undefined ? [] : [team], group.TEAM) &&
    isIn([rollout.service], group.SERVICE) &&
    isIn([rollout.environment], group.ENVIRONMENT) &&
    isIn(
      some((one) => one.change_class),
      group.CHANGE_TYPE,
    ) &&
    isIn(
      some((one) => one.issue_type),
      group.TICKET_TYPE,
    ) &&
    isIn(
      some((one) => one.risk),
      group.RISK,
    )
  );
}

/** The changes that a deployment implements. */
export function changesOf(world: World, deployment: string): readonly Record_[] {
  const tickets = world.carriers.filter((one) => one.is_change && one.deployments.includes(deployment)).map(({ ticket }) => ticket);
  return world.records.filter((one) => tickets.includes(one.change));
}

/** Deployments to production that started and speak for themselves. */
export function productionOf(world: World): readonly Rollout[] {
  return world.rollouts.filter((one) => one.standing === 'PRODUCTION' && one.start_from !== null && one.relation !== 'CORROBORATES');
}

/** A part of the world: only what is of this group. */
export function partOf(world: World, group: Group): World {
  return {
    ...world,
    records: world.records.filter((one) => recordIsIn(one, group)),
    rollouts: world.rollouts.filter((one) => rolloutIsIn(world, one, group)),
  };
}
