-- Everything in here is a function of the ledger: the tables are emptied, and following fills them from the first event on.
TRUNCATE "read"."account", "read"."approval_step", "read"."awaiting", "read"."branch_head", "read"."change_state", "read"."code_commit", "read"."commit_segment", "read"."coverage", "read"."deadline", "read"."deployment", "read"."deployment_commit", "read"."deployment_range", "read"."deployment_status", "read"."follow_cursor", "read"."gap", "read"."link", "read"."past_row", "read"."permission", "read"."person_join", "read"."policy_version", "read"."pull_request", "read"."pull_request_head", "read"."push", "read"."release", "read"."repository", "read"."review", "read"."source_clock", "read"."tag", "read"."ticket", "read"."ticket_field", "read"."ticket_key", "read"."ticket_link", "read"."ticket_mention", "read"."timeline_entry", "read"."verdict";
--> statement-breakpoint
CREATE TABLE "read"."artifact_mention" (
	"from_ref" text NOT NULL,
	"artifact" text NOT NULL,
	"repository" text NOT NULL,
	"place" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "artifact_mention_from_ref_artifact_pk" PRIMARY KEY("from_ref","artifact")
);
--> statement-breakpoint
CREATE TABLE "read"."deployment_build" (
	"deployment" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"artifact" text NOT NULL,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"through" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "deployment_build_deployment_recorded_from_pk" PRIMARY KEY("deployment","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."check_run" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"check_ref" text NOT NULL,
	"source" text NOT NULL,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"name" text NOT NULL,
	"conclusion" text NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "read"."artifact_publication" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"artifact" text NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"version" text,
	"tags" text[] NOT NULL,
	"commits" text[] NOT NULL,
	"build" text,
	"provenance" text,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."asset_step" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"asset" text NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"step" text NOT NULL,
	"actor" text,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."drift" (
	"drift" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"service" text,
	"environment" text,
	"kind" text,
	"resource" text NOT NULL,
	"seq" bigint NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."evidence" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"about" text NOT NULL,
	"kind" text NOT NULL,
	"digest" text,
	"size" bigint,
	"media_type" text,
	"shows" text,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."execution" (
	"execution" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"job" text,
	"kind" text,
	"step" text,
	"purpose" text,
	"service" text,
	"environment" text,
	"operator" text,
	"started_from" timestamp(6) with time zone,
	"started_to" timestamp(6) with time zone,
	"started_seq" bigint,
	"finished_from" timestamp(6) with time zone,
	"finished_to" timestamp(6) with time zone,
	"finished_seq" bigint,
	"outcome" text,
	"return_code" text
);
--> statement-breakpoint
CREATE TABLE "read"."incident" (
	"incident" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"number" text,
	"service" text,
	"environment" text,
	"severity" text,
	"reporter" text,
	"opened_from" timestamp(6) with time zone,
	"opened_to" timestamp(6) with time zone,
	"opened_seq" bigint,
	"resolver" text,
	"resolved_from" timestamp(6) with time zone,
	"resolved_to" timestamp(6) with time zone,
	"resolved_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "read"."incident_cause" (
	"incident" text NOT NULL,
	"cause" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "incident_cause_incident_cause_pk" PRIMARY KEY("incident","cause")
);
--> statement-breakpoint
CREATE TABLE "read"."production_access" (
	"access" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"person" text,
	"service" text,
	"environment" text,
	"method" text NOT NULL,
	"system" text,
	"until" timestamp(6) with time zone,
	"seq" bigint NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."sender" (
	"source" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."change_record" (
	"change" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"kind" text NOT NULL,
	"change_class" text NOT NULL,
	"issue_type" text NOT NULL,
	"risk" text NOT NULL,
	"services" text[] NOT NULL,
	"teams" text[] NOT NULL,
	"environments" text[] NOT NULL,
	"stage" text NOT NULL,
	"outcome" text NOT NULL,
	"outcome_from" text NOT NULL,
	"outcome_at" timestamp(6) with time zone,
	"delayed" boolean,
	"created_at" timestamp(6) with time zone,
	"approved_at" timestamp(6) with time zone,
	"started_at" timestamp(6) with time zone,
	"finished_at" timestamp(6) with time zone,
	"closed_at" timestamp(6) with time zone,
	"backed_out_at" timestamp(6) with time zone,
	"stages" jsonb NOT NULL,
	"contents" jsonb NOT NULL,
	"proofs" jsonb NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "change_record_change_recorded_from_pk" PRIMARY KEY("change","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."change_stay" (
	"change" text NOT NULL,
	"nth" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"stage" text NOT NULL,
	"since" timestamp(6) with time zone,
	"until" timestamp(6) with time zone,
	"waiting_for" text[] NOT NULL,
	CONSTRAINT "change_stay_change_nth_recorded_from_pk" PRIMARY KEY("change","nth","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."release_commit" (
	"release" text NOT NULL,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	CONSTRAINT "release_commit_release_sha_recorded_from_pk" PRIMARY KEY("release","sha","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."release_range" (
	"release" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"base" text NOT NULL,
	"relation" text NOT NULL,
	"carries" integer NOT NULL,
	"undecided" text[] NOT NULL,
	CONSTRAINT "release_range_release_recorded_from_pk" PRIMARY KEY("release","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."search_text" (
	"commitment" text PRIMARY KEY NOT NULL,
	"about" text NOT NULL,
	"place" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."account_address" (
	"person" text NOT NULL,
	"address" text NOT NULL,
	"source" text NOT NULL,
	"verified" boolean NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "account_address_person_address_verified_pk" PRIMARY KEY("person","address","verified")
);
--> statement-breakpoint
CREATE TABLE "read"."due_step" (
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "due_step_rule_subject_pk" PRIMARY KEY("rule","subject")
);
--> statement-breakpoint
DROP INDEX "read"."gap_waived";--> statement-breakpoint
ALTER TABLE "read"."deployment" ADD COLUMN "rollback" boolean;--> statement-breakpoint
ALTER TABLE "read"."deployment" ADD COLUMN "names" text[];--> statement-breakpoint
ALTER TABLE "read"."deployment_range" ADD COLUMN "deadlines" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "read"."deployment_range" ADD COLUMN "takes_out_changes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "read"."deployment_range" ADD COLUMN "own_changes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "read"."verdict" ADD COLUMN "changes_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "read"."change_state" ADD COLUMN "deadlines" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "artifact_mention_artifact" ON "read"."artifact_mention" USING btree ("artifact");--> statement-breakpoint
CREATE INDEX "artifact_mention_repository" ON "read"."artifact_mention" USING btree ("repository");--> statement-breakpoint
CREATE INDEX "deployment_build_artifact" ON "read"."deployment_build" USING btree ("artifact");--> statement-breakpoint
CREATE INDEX "deployment_build_through" ON "read"."deployment_build" USING btree ("through");--> statement-breakpoint
CREATE INDEX "deployment_build_repository" ON "read"."deployment_build" USING btree ("repository","sha");--> statement-breakpoint
CREATE INDEX "check_run_sha" ON "read"."check_run" USING btree ("repository","sha");--> statement-breakpoint
CREATE INDEX "artifact_publication_artifact" ON "read"."artifact_publication" USING btree ("artifact");--> statement-breakpoint
CREATE INDEX "artifact_publication_name" ON "read"."artifact_publication" USING btree ("name");--> statement-breakpoint
CREATE INDEX "artifact_publication_commits" ON "read"."artifact_publication" USING gin ("commits");--> statement-breakpoint
CREATE INDEX "asset_step_asset" ON "read"."asset_step" USING btree ("asset");--> statement-breakpoint
CREATE INDEX "drift_service" ON "read"."drift" USING btree ("service");--> statement-breakpoint
CREATE INDEX "evidence_about" ON "read"."evidence" USING btree ("about");--> statement-breakpoint
CREATE INDEX "incident_opened" ON "read"."incident" USING btree ("opened_from","incident");--> statement-breakpoint
CREATE INDEX "incident_service" ON "read"."incident" USING btree ("service");--> statement-breakpoint
CREATE INDEX "incident_cause_cause" ON "read"."incident_cause" USING btree ("cause");--> statement-breakpoint
CREATE INDEX "production_access_service" ON "read"."production_access" USING btree ("service");--> statement-breakpoint
CREATE INDEX "change_record_created" ON "read"."change_record" USING btree ("created_at","change") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "change_record_started" ON "read"."change_record" USING btree ("started_at","change") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "change_record_closed" ON "read"."change_record" USING btree ("closed_at","change") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "release_commit_sha" ON "read"."release_commit" USING btree ("repository","sha");--> statement-breakpoint
CREATE INDEX "release_range_undecided" ON "read"."release_range" USING btree ("repository") WHERE recorded_to is null and relation = 'UNDECIDED';--> statement-breakpoint
CREATE INDEX "release_range_sha" ON "read"."release_range" USING btree ("repository","sha") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "release_range_base" ON "read"."release_range" USING btree ("base") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "search_text_about" ON "read"."search_text" USING btree ("about");--> statement-breakpoint
CREATE INDEX "account_address_address" ON "read"."account_address" USING btree ("address");--> statement-breakpoint
CREATE INDEX "due_step_at" ON "read"."due_step" USING btree ("at","rule","subject");--> statement-breakpoint
CREATE INDEX "deployment_range_takes_out" ON "read"."deployment_range" USING gin ("takes_out_changes") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "deployment_range_own" ON "read"."deployment_range" USING gin ("own_changes") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "verdict_answer" ON "read"."verdict" USING btree ("unit","rule","answer") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "verdict_unsound" ON "read"."verdict" USING btree ("unit") WHERE recorded_to is null and answer in ('GAP', 'INDETERMINATE');--> statement-breakpoint
CREATE INDEX "ticket_field_parent" ON "read"."ticket_field" USING btree ((to_value #>> '{}')) WHERE field = 'parent';--> statement-breakpoint
-- Reports walk over all records and need the narrow columns only: the wide ones are stored beside the table.
ALTER TABLE "read"."change_record" SET (toast_tuple_target = 256);
