/** The whole record of one change, with everything that stands behind it. */
export const QUESTION = `
  query ($key: String!) {
    change(by: { key: $key }) {
      key title statusName stage kind class risk formerIds delayed approvedAt finishedAt closedAt backedOutAt
      creator { name } requester { name } assignee { name } implementer { name } verifier { name }
      contents { text person { name } }
      recordContents { content state unread events(first: 10) { nodes { type } } }
      proofs { proof state reasons events(first: 10) { nodes { type } } }
      stages(first: 50) { totalCount nodes { stage name from to actor { name } waitingFor { name } event { type } } }
      outcome { value from at derivation { from value sentence at events(first: 10) { nodes { type } } } }
      plan { text event { type } steps(first: 10) { nodes { key owner { name } } } }
      windows { planned { from to } actual { from to } }
      assets(first: 20) { nodes { name moved events(first: 10) { nodes { type } } } }
      assetSteps(first: 50) { totalCount nodes { name step actor { name } } }
      executions(first: 50) { totalCount nodes { job outcome operator { name } event { type } } }
      context(first: 10) { nodes { kind key change { key } event { type } } }
      approvals(first: 20) { nodes { decision approver { name } event { type } } }
      comments(first: 20) { nodes { type texts { value } } }
      deployments(first: 10) { totalCount nodes { deployment { id relation } } }
      verdicts(first: 50) { totalCount nodes { rule answer sentence } }
      gaps(first: 20) { totalCount nodes { rule status } }
    }
  }`;
