/** In which direction a setting must move to be looser. */
export type Looser = 'OFF' | 'FEWER' | 'MORE' | 'WITHOUT';

/** A setting of a tool, and what it means that it became looser. OFF: a switch; FEWER, MORE: a number; WITHOUT: a list that lacks something. */
export interface LooserSetting {
  readonly setting: string;
  readonly looser: Looser;
  /** For a sentence: `it …`. */
  readonly says: string;
}

/**
 * GitHub: which settings of a branch count as looser, those of its own protection and of rulesets taken together
 * (docs.github.com/rest/branches/branch-protection, docs.github.com/rest/repos/rules). The names are those of `settingsOf`.
 */
export const LOOSER_AT_GITHUB: readonly LooserSetting[] = [
  { setting: 'pullRequests', looser: 'OFF', says: 'no longer asks for a pull request' },
  { setting: 'approvals', looser: 'FEWER', says: 'asks for fewer approving reviews' },
  { setting: 'dismissStaleReviews', looser: 'OFF', says: 'no longer dismisses reviews of an earlier head' },
  { setting: 'codeOwners', looser: 'OFF', says: 'no longer asks for a review by code owners' },
  { setting: 'lastPushApproval', looser: 'OFF', says: 'no longer asks somebody else than the last pusher' },
  { setting: 'bypass', looser: 'MORE', says: 'lets more accounts go around it' },
  { setting: 'checks', looser: 'WITHOUT', says: 'requires fewer checks' },
  { setting: 'strictChecks', looser: 'OFF', says: 'no longer requires the branch to be up to date' },
  { setting: 'admins', looser: 'OFF', says: 'no longer holds for administrators' },
  { setting: 'linearHistory', looser: 'OFF', says: 'no longer requires a linear history' },
  { setting: 'noForcePushes', looser: 'OFF', says: 'lets the branch be rewritten' },
  { setting: 'noDeletions', looser: 'OFF', says: 'lets the branch be deleted' },
  { setting: 'conversations', looser: 'OFF', says: 'no longer requires conversations to be resolved' },
  { setting: 'signatures', looser: 'OFF', says: 'no longer requires signatures' },
  { setting: 'locked', looser: 'OFF', says: 'no longer locks the branch' },
  { setting: 'pushersOnly', looser: 'OFF', says: 'no longer limits who may push' },
  { setting: 'pushers', looser: 'MORE', says: 'lets more accounts push' },
  { setting: 'others', looser: 'WITHOUT', says: 'lacks a rule that it had' },
];
