-- Everything in here is a function of the ledger: the tables are emptied, and following fills them from the first event on.
TRUNCATE "read"."account", "read"."account_address", "read"."approval_step", "read"."artifact_mention", "read"."artifact_publication", "read"."asset_step", "read"."awaiting", "read"."branch_head", "read"."bypass", "read"."change_record", "read"."change_state", "read"."change_wait", "read"."check_run", "read"."code_commit", "read"."commit_path", "read"."commit_segment", "read"."coverage", "read"."deadline", "read"."deployment", "read"."deployment_build", "read"."deployment_change", "read"."deployment_commit", "read"."deployment_range", "read"."deployment_status", "read"."drift", "read"."due_step", "read"."evidence", "read"."execution", "read"."follow_cursor", "read"."gap", "read"."incident", "read"."incident_cause", "read"."judging_again", "read"."link", "read"."past_row", "read"."permission", "read"."person_join", "read"."policy_version", "read"."production_access", "read"."protection", "read"."pull_request", "read"."pull_request_head", "read"."push", "read"."release", "read"."release_commit", "read"."release_plan", "read"."release_range", "read"."removal", "read"."repository", "read"."review", "read"."search_text", "read"."sender", "read"."source_clock", "read"."tag", "read"."ticket", "read"."ticket_field", "read"."ticket_key", "read"."ticket_link", "read"."ticket_mention", "read"."timeline_entry", "read"."unit_answer", "read"."verdict";
--> statement-breakpoint
CREATE TABLE "read"."commit_naming" (
	"seq" bigint NOT NULL,
	"sha" text NOT NULL,
	"address" text,
	"repository" text,
	CONSTRAINT "commit_naming_seq_sha_pk" PRIMARY KEY("seq","sha")
);
--> statement-breakpoint
CREATE INDEX "commit_naming_sha" ON "read"."commit_naming" USING btree ("sha");--> statement-breakpoint
CREATE INDEX "code_commit_sha" ON "read"."code_commit" USING btree ("sha");