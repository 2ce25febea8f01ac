-- Everything in here is a function of the ledger: the tables are emptied, and following fills them from the first event on.
TRUNCATE "read"."account", "read"."account_address", "read"."approval_step", "read"."artifact_mention", "read"."artifact_publication", "read"."asset_step", "read"."awaiting", "read"."branch_head", "read"."change_record", "read"."change_state", "read"."change_wait", "read"."check_run", "read"."code_commit", "read"."commit_path", "read"."commit_segment", "read"."coverage", "read"."deadline", "read"."deployment", "read"."deployment_build", "read"."deployment_change", "read"."deployment_commit", "read"."deployment_range", "read"."deployment_status", "read"."drift", "read"."due_step", "read"."evidence", "read"."execution", "read"."follow_cursor", "read"."gap", "read"."incident", "read"."incident_cause", "read"."judging_again", "read"."link", "read"."past_row", "read"."permission", "read"."person_join", "read"."policy_version", "read"."production_access", "read"."pull_request", "read"."pull_request_head", "read"."push", "read"."release", "read"."release_commit", "read"."release_range", "read"."repository", "read"."review", "read"."search_text", "read"."sender", "read"."source_clock", "read"."tag", "read"."ticket", "read"."ticket_field", "read"."ticket_key", "read"."ticket_link", "read"."ticket_mention", "read"."timeline_entry", "read"."unit_answer", "read"."verdict";
--> statement-breakpoint
CREATE TABLE "read"."bypass" (
	"evaluation" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"about" text NOT NULL,
	"guard" text NOT NULL,
	"by" text,
	"seq" bigint NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."protection" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"repository" text NOT NULL,
	"tool" text NOT NULL,
	"branch" text,
	"rule" text,
	"said" jsonb NOT NULL,
	"by" text,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"bound_from" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "read"."removal" (
	"removal" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"about" text NOT NULL,
	"by" text,
	"seq" bigint NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."release_plan" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"repository" text,
	"starts" text,
	"ends" text
);
--> statement-breakpoint
ALTER TABLE "read"."deployment" ADD COLUMN "artifact_tag" text;--> statement-breakpoint
ALTER TABLE "read"."deployment" ADD COLUMN "configuration" text;--> statement-breakpoint
ALTER TABLE "read"."deployment" ADD COLUMN "trigger" text;--> statement-breakpoint
ALTER TABLE "read"."change_record" ADD COLUMN "approved_undated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "bypass_about" ON "read"."bypass" USING btree ("about");--> statement-breakpoint
CREATE INDEX "protection_repository" ON "read"."protection" USING btree ("repository");--> statement-breakpoint
CREATE INDEX "removal_about" ON "read"."removal" USING btree ("about");--> statement-breakpoint
CREATE INDEX "release_plan_name" ON "read"."release_plan" USING btree ("name");
