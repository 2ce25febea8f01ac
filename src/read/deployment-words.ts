export type EnvironmentStanding = 'PRODUCTION' | 'OTHER' | 'UNKNOWN';
export type Outcome = 'REQUESTED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'UNKNOWN';
export type Relation = 'FIRST' | 'FORWARD' | 'REDEPLOYMENT' | 'ROLLBACK' | 'SIDEWAYS' | 'UNDECIDED' | 'CORROBORATES';
