-- Everything in here is a function of the ledger: the tables are emptied, and following fills them from the first event on.
TRUNCATE "read"."account", "read"."account_address", "read"."approval_step", "read"."artifact_mention", "read"."artifact_publication", "read"."asset_step", "read"."awaiting", "read"."branch_head", "read"."change_record", "read"."change_state", "read"."change_stay", "read"."check_run", "read"."code_commit", "read"."commit_segment", "read"."coverage", "read"."deadline", "read"."deployment", "read"."deployment_build", "read"."deployment_commit", "read"."deployment_range", "read"."deployment_status", "read"."drift", "read"."due_step", "read"."evidence", "read"."execution", "read"."follow_cursor", "read"."gap", "read"."incident", "read"."incident_cause", "read"."link", "read"."past_row", "read"."permission", "read"."person_join", "read"."policy_version", "read"."production_access", "read"."pull_request", "read"."pull_request_head", "read"."push", "read"."release", "read"."release_commit", "read"."release_range", "read"."repository", "read"."review", "read"."search_text", "read"."sender", "read"."source_clock", "read"."tag", "read"."ticket", "read"."ticket_field", "read"."ticket_key", "read"."ticket_link", "read"."ticket_mention", "read"."timeline_entry", "read"."verdict";
--> statement-breakpoint
CREATE TABLE "read"."commit_path" (
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"seq" bigint NOT NULL,
	"paths" text[] NOT NULL,
	"whole" boolean NOT NULL,
	"merge_read" boolean NOT NULL,
	"own" text[],
	CONSTRAINT "commit_path_repository_sha_pk" PRIMARY KEY("repository","sha")
);
--> statement-breakpoint
ALTER TABLE "read"."person_join" DROP CONSTRAINT "person_join_a_b_method_pk";--> statement-breakpoint
ALTER TABLE "read"."person_join" ADD CONSTRAINT "person_join_a_b_seq_pk" PRIMARY KEY("a","b","seq");--> statement-breakpoint
ALTER TABLE "read"."incident" ADD COLUMN "paths" text[];
--> statement-breakpoint
CREATE TABLE "read"."unit_answer" (
	"unit" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"answers" text NOT NULL,
	CONSTRAINT "unit_answer_unit_recorded_from_pk" PRIMARY KEY("unit","recorded_from")
);
--> statement-breakpoint
DROP INDEX "read"."verdict_answer";--> statement-breakpoint
DROP TABLE "read"."change_stay";--> statement-breakpoint
CREATE TABLE "read"."change_wait" (
	"change" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"waited_for" text[] NOT NULL,
	"stages" text[] NOT NULL,
	"since" timestamp(6) with time zone[] NOT NULL,
	"until" timestamp(6) with time zone[] NOT NULL,
	CONSTRAINT "change_wait_change_recorded_from_pk" PRIMARY KEY("change","recorded_from")
);
--> statement-breakpoint
ALTER TABLE "read"."change_record" ADD COLUMN "stay_stages" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "read"."change_record" ADD COLUMN "stay_since" timestamp(6) with time zone[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "read"."change_record" ADD COLUMN "stay_until" timestamp(6) with time zone[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
CREATE INDEX "link_carried" ON "read"."link" USING btree ("from_ref","to_ref") WHERE recorded_to is null and strength = 'CARRIED';--> statement-breakpoint
-- What reports walk over stays in the row, however wide the record is: only the rest is stored beside the table.
ALTER TABLE "read"."change_record"
	ALTER COLUMN "change" SET STORAGE MAIN,
	ALTER COLUMN "kind" SET STORAGE MAIN,
	ALTER COLUMN "change_class" SET STORAGE MAIN,
	ALTER COLUMN "issue_type" SET STORAGE MAIN,
	ALTER COLUMN "risk" SET STORAGE MAIN,
	ALTER COLUMN "services" SET STORAGE MAIN,
	ALTER COLUMN "teams" SET STORAGE MAIN,
	ALTER COLUMN "environments" SET STORAGE MAIN,
	ALTER COLUMN "stage" SET STORAGE MAIN,
	ALTER COLUMN "outcome" SET STORAGE MAIN,
	ALTER COLUMN "outcome_from" SET STORAGE MAIN,
	ALTER COLUMN "stay_stages" SET STORAGE MAIN,
	ALTER COLUMN "stay_since" SET STORAGE MAIN,
	ALTER COLUMN "stay_until" SET STORAGE MAIN;
--> statement-breakpoint
CREATE TABLE "read"."judging_again" (
	"singleton" boolean PRIMARY KEY NOT NULL,
	"since" bigint NOT NULL,
	"cause" text NOT NULL,
	"whole" boolean NOT NULL,
	"after" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "read"."code_commit" ADD COLUMN "picked_from" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
CREATE TABLE "read"."deployment_change" (
	"deployment" text NOT NULL,
	"change" text NOT NULL,
	"direction" text NOT NULL,
	"repository" text NOT NULL,
	"commits" text[] NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	CONSTRAINT "deployment_change_deployment_change_direction_recorded_from_pk" PRIMARY KEY("deployment","change","direction","recorded_from")
);
--> statement-breakpoint
CREATE INDEX "deployment_change_change" ON "read"."deployment_change" USING btree ("change");
