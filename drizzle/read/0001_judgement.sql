-- Everything in here is a function of the ledger: the tables are made anew, and following fills them from the first event on.
DROP TABLE "read"."branch_head";
--> statement-breakpoint
DROP TABLE "read"."code_commit";
--> statement-breakpoint
DROP TABLE "read"."commit_segment";
--> statement-breakpoint
DROP TABLE "read"."coverage";
--> statement-breakpoint
DROP TABLE "read"."deployment";
--> statement-breakpoint
DROP TABLE "read"."deployment_status";
--> statement-breakpoint
DROP TABLE "read"."follow_cursor";
--> statement-breakpoint
DROP TABLE "read"."policy_version";
--> statement-breakpoint
DROP TABLE "read"."pull_request";
--> statement-breakpoint
DROP TABLE "read"."pull_request_head";
--> statement-breakpoint
DROP TABLE "read"."push";
--> statement-breakpoint
DROP TABLE "read"."release";
--> statement-breakpoint
DROP TABLE "read"."repository";
--> statement-breakpoint
DROP TABLE "read"."review";
--> statement-breakpoint
DROP TABLE "read"."service_account";
--> statement-breakpoint
DROP TABLE "read"."tag";
--> statement-breakpoint
DROP TABLE "read"."timeline_entry";
--> statement-breakpoint
DROP TABLE "read"."awaiting";
--> statement-breakpoint
DROP TABLE "read"."deadline";
--> statement-breakpoint
DROP TABLE "read"."deployment_commit";
--> statement-breakpoint
DROP TABLE "read"."deployment_range";
--> statement-breakpoint
DROP TABLE "read"."gap";
--> statement-breakpoint
DROP TABLE "read"."link";
--> statement-breakpoint
DROP TABLE "read"."verdict";
--> statement-breakpoint
CREATE TABLE "read"."branch_head" (
	"repository" text NOT NULL,
	"branch" text NOT NULL,
	"sha" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "branch_head_repository_branch_sha_pk" PRIMARY KEY("repository","branch","sha")
);
--> statement-breakpoint
CREATE TABLE "read"."code_commit" (
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"seq" bigint NOT NULL,
	"parents" integer NOT NULL,
	"authors" text[] NOT NULL,
	"unresolved_author" boolean NOT NULL,
	"associated" text[] NOT NULL,
	"reverts" text,
	CONSTRAINT "code_commit_repository_sha_pk" PRIMARY KEY("repository","sha")
);
--> statement-breakpoint
CREATE TABLE "read"."commit_segment" (
	"repository" text NOT NULL,
	"segment" integer NOT NULL,
	"commits" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "commit_segment_repository_segment_pk" PRIMARY KEY("repository","segment")
);
--> statement-breakpoint
CREATE TABLE "read"."follow_cursor" (
	"singleton" boolean PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"clock" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."past_row" (
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"until" bigint NOT NULL,
	"was" jsonb,
	CONSTRAINT "past_row_kind_name_until_pk" PRIMARY KEY("kind","name","until")
);
--> statement-breakpoint
CREATE TABLE "read"."push" (
	"repository" text NOT NULL,
	"branch" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"pusher" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "push_repository_branch_before_after_pk" PRIMARY KEY("repository","branch","before","after")
);
--> statement-breakpoint
CREATE TABLE "read"."release" (
	"release" text PRIMARY KEY NOT NULL,
	"repository" text NOT NULL,
	"tag" text NOT NULL,
	"author" text,
	"published_from" timestamp(6) with time zone,
	"published_to" timestamp(6) with time zone,
	"prerelease" boolean,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."repository" (
	"repository" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"name" text,
	"default_branch" text
);
--> statement-breakpoint
CREATE TABLE "read"."tag" (
	"repository" text NOT NULL,
	"name" text NOT NULL,
	"object" text NOT NULL,
	"commit" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "tag_repository_name_object_pk" PRIMARY KEY("repository","name","object")
);
--> statement-breakpoint
CREATE TABLE "read"."timeline_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"repository" text,
	"person" text,
	"occurred_from" timestamp(6) with time zone,
	"occurred_to" timestamp(6) with time zone,
	"sort_at" timestamp(6) with time zone NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"standing" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."coverage" (
	"source" text NOT NULL,
	"scope" text NOT NULL,
	"collection" text NOT NULL,
	"state" text NOT NULL,
	"up_to" timestamp(6) with time zone,
	"reason" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "coverage_scope_collection_source_pk" PRIMARY KEY("scope","collection","source")
);
--> statement-breakpoint
CREATE TABLE "read"."deployment" (
	"deployment" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"repository" text,
	"environment" text,
	"sha" text,
	"git_ref" text,
	"production_mark" boolean,
	"creator" text,
	"requested_from" timestamp(6) with time zone,
	"requested_to" timestamp(6) with time zone,
	"requested_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "read"."deployment_status" (
	"deployment" text NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"outcome" text,
	"environment" text,
	"occurred_from" timestamp(6) with time zone NOT NULL,
	"occurred_to" timestamp(6) with time zone NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "deployment_status_deployment_status_pk" PRIMARY KEY("deployment","status")
);
--> statement-breakpoint
CREATE TABLE "read"."permission" (
	"source" text NOT NULL,
	"scope" text NOT NULL,
	"collection" text NOT NULL,
	"permission" text NOT NULL,
	"denied" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "permission_scope_collection_source_pk" PRIMARY KEY("scope","collection","source")
);
--> statement-breakpoint
CREATE TABLE "read"."policy_version" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"activated_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."pull_request" (
	"pull_request" text PRIMARY KEY NOT NULL,
	"repository" text,
	"number" integer,
	"opener" text,
	"opened_from" timestamp(6) with time zone,
	"opened_to" timestamp(6) with time zone,
	"opened_seq" bigint,
	"merge_commit" text,
	"merge_base" text,
	"merge_head" text,
	"merger" text,
	"merged_from" timestamp(6) with time zone,
	"merged_to" timestamp(6) with time zone,
	"merged_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "read"."pull_request_head" (
	"pull_request" text NOT NULL,
	"head" text NOT NULL,
	"commits" text[],
	"cut" boolean NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "pull_request_head_pull_request_head_pk" PRIMARY KEY("pull_request","head")
);
--> statement-breakpoint
CREATE TABLE "read"."review" (
	"review" text PRIMARY KEY NOT NULL,
	"pull_request" text NOT NULL,
	"reviewer" text,
	"state" text,
	"commit" text,
	"submitted_from" timestamp(6) with time zone,
	"submitted_to" timestamp(6) with time zone,
	"submitted_seq" bigint,
	"dismissed_by" text,
	"dismissed_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "read"."source_clock" (
	"source" text PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."awaiting" (
	"unit" text NOT NULL,
	"scope" text NOT NULL,
	"collection" text NOT NULL,
	"item" text NOT NULL,
	"up_to" timestamp(6) with time zone,
	CONSTRAINT "awaiting_unit_scope_collection_item_pk" PRIMARY KEY("unit","scope","collection","item")
);
--> statement-breakpoint
CREATE TABLE "read"."deadline" (
	"unit" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "deadline_unit_kind_pk" PRIMARY KEY("unit","kind")
);
--> statement-breakpoint
CREATE TABLE "read"."deployment_commit" (
	"deployment" text NOT NULL,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"direction" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	CONSTRAINT "deployment_commit_deployment_direction_sha_recorded_from_pk" PRIMARY KEY("deployment","direction","sha","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."deployment_range" (
	"deployment" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"service" text NOT NULL,
	"environment" text NOT NULL,
	"standing" text NOT NULL,
	"outcome" text NOT NULL,
	"start_from" timestamp(6) with time zone,
	"start_to" timestamp(6) with time zone,
	"end_from" timestamp(6) with time zone,
	"end_to" timestamp(6) with time zone,
	"relation" text NOT NULL,
	"base" text,
	"base_sha" text,
	"carries" integer NOT NULL,
	"takes_out" integer NOT NULL,
	"undecided" text[] NOT NULL,
	CONSTRAINT "deployment_range_deployment_recorded_from_pk" PRIMARY KEY("deployment","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."gap" (
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"sentence" text NOT NULL,
	"opened_at" timestamp(6) with time zone NOT NULL,
	"changed_at" timestamp(6) with time zone NOT NULL,
	"openings" integer NOT NULL,
	"opened_seq" bigint NOT NULL,
	"changed_seq" bigint NOT NULL,
	"unit" text NOT NULL,
	"baseline" boolean NOT NULL,
	"assignee" text,
	"disposition" text,
	"waived_until" timestamp(6) with time zone,
	CONSTRAINT "gap_rule_subject_pk" PRIMARY KEY("rule","subject")
);
--> statement-breakpoint
CREATE TABLE "read"."link" (
	"from_ref" text NOT NULL,
	"to_ref" text NOT NULL,
	"method" text NOT NULL,
	"place" text NOT NULL,
	"strength" text NOT NULL,
	"against" text[] NOT NULL,
	"through" text[] NOT NULL,
	"seq" bigint NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	CONSTRAINT "link_from_ref_to_ref_method_recorded_from_pk" PRIMARY KEY("from_ref","to_ref","method","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."verdict" (
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"unit" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"answer" text NOT NULL,
	"severity" text NOT NULL,
	"sentence" text NOT NULL,
	"would_pass_if" text,
	"events" bigint[] NOT NULL,
	"rests_on" integer NOT NULL,
	"about" text[] NOT NULL,
	"missing" jsonb NOT NULL,
	"policy" text NOT NULL,
	"before_policy" boolean NOT NULL,
	"engine" text NOT NULL,
	"cause" text NOT NULL,
	"settles_at" timestamp(6) with time zone,
	CONSTRAINT "verdict_rule_subject_recorded_from_pk" PRIMARY KEY("rule","subject","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."account" (
	"person" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"service" boolean NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."approval_step" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"approval" text NOT NULL,
	"about" text NOT NULL,
	"source" text NOT NULL,
	"approver" text,
	"decision" text NOT NULL,
	"overall" boolean NOT NULL,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"bound_from" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."change_state" (
	"ticket" text NOT NULL,
	"recorded_from" timestamp(6) with time zone NOT NULL,
	"recorded_to" timestamp(6) with time zone,
	"key" text NOT NULL,
	"source" text NOT NULL,
	"is_change" boolean NOT NULL,
	"issue_type" text NOT NULL,
	"status" text NOT NULL,
	"status_name" text NOT NULL,
	"stage" text NOT NULL,
	"services" text[] NOT NULL,
	"teams" text[] NOT NULL,
	"environments" text[] NOT NULL,
	"created_from" timestamp(6) with time zone,
	"started_from" timestamp(6) with time zone,
	"deployments" text[] NOT NULL,
	CONSTRAINT "change_state_ticket_recorded_from_pk" PRIMARY KEY("ticket","recorded_from")
);
--> statement-breakpoint
CREATE TABLE "read"."person_join" (
	"a" text NOT NULL,
	"b" text NOT NULL,
	"method" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "person_join_a_b_method_pk" PRIMARY KEY("a","b","method")
);
--> statement-breakpoint
CREATE TABLE "read"."ticket" (
	"ticket" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"issue_type" text,
	"creator" text,
	"created_from" timestamp(6) with time zone,
	"created_to" timestamp(6) with time zone,
	"created_seq" bigint,
	"deleted_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "read"."ticket_field" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"field" text NOT NULL,
	"kind" text NOT NULL,
	"from_value" jsonb,
	"to_value" jsonb,
	"from_name" text,
	"to_name" text,
	"actor" text,
	"sequence" text,
	"at_from" timestamp(6) with time zone,
	"at_to" timestamp(6) with time zone,
	"bound_from" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read"."ticket_key" (
	"ticket" text NOT NULL,
	"key" text NOT NULL,
	"since" timestamp(6) with time zone,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "ticket_key_ticket_key_pk" PRIMARY KEY("ticket","key")
);
--> statement-breakpoint
CREATE TABLE "read"."ticket_link" (
	"ticket" text NOT NULL,
	"link" text NOT NULL,
	"other" text NOT NULL,
	"link_type" text NOT NULL,
	"type_name" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "ticket_link_ticket_link_pk" PRIMARY KEY("ticket","link")
);
--> statement-breakpoint
CREATE TABLE "read"."ticket_mention" (
	"from_ref" text NOT NULL,
	"key" text NOT NULL,
	"ticket" text NOT NULL,
	"method" text NOT NULL,
	"place" text NOT NULL,
	"seq" bigint NOT NULL,
	"retracted_seq" bigint,
	CONSTRAINT "ticket_mention_from_ref_key_ticket_method_place_pk" PRIMARY KEY("from_ref","key","ticket","method","place")
);
--> statement-breakpoint
CREATE INDEX "past_row_until" ON "read"."past_row" USING btree ("kind","until");--> statement-breakpoint
CREATE INDEX "push_after" ON "read"."push" USING btree ("repository","after");--> statement-breakpoint
CREATE INDEX "release_tag" ON "read"."release" USING btree ("repository","tag");--> statement-breakpoint
CREATE INDEX "timeline_entry_sort" ON "read"."timeline_entry" USING btree ("sort_at","seq");--> statement-breakpoint
CREATE INDEX "timeline_entry_type" ON "read"."timeline_entry" USING btree ("type","sort_at","seq");--> statement-breakpoint
CREATE INDEX "timeline_entry_subject" ON "read"."timeline_entry" USING btree ("subject","sort_at","seq");--> statement-breakpoint
CREATE INDEX "timeline_entry_event" ON "read"."timeline_entry" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "deployment_lane" ON "read"."deployment" USING btree ("repository","environment");--> statement-breakpoint
CREATE INDEX "deployment_sha" ON "read"."deployment" USING btree ("repository","sha");--> statement-breakpoint
CREATE INDEX "pull_request_number" ON "read"."pull_request" USING btree ("repository","number");--> statement-breakpoint
CREATE INDEX "pull_request_merge_commit" ON "read"."pull_request" USING btree ("repository","merge_commit");--> statement-breakpoint
CREATE INDEX "pull_request_head_head" ON "read"."pull_request_head" USING btree ("head");--> statement-breakpoint
CREATE INDEX "review_pull_request" ON "read"."review" USING btree ("pull_request");--> statement-breakpoint
CREATE INDEX "awaiting_item" ON "read"."awaiting" USING btree ("scope","collection","item");--> statement-breakpoint
CREATE INDEX "awaiting_up_to" ON "read"."awaiting" USING btree ("up_to");--> statement-breakpoint
CREATE INDEX "deadline_at" ON "read"."deadline" USING btree ("at");--> statement-breakpoint
CREATE INDEX "deployment_commit_sha" ON "read"."deployment_commit" USING btree ("repository","sha");--> statement-breakpoint
CREATE INDEX "deployment_range_lane" ON "read"."deployment_range" USING btree ("service","environment","start_from");--> statement-breakpoint
CREATE INDEX "deployment_range_base" ON "read"."deployment_range" USING btree ("base") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "deployment_range_current" ON "read"."deployment_range" USING btree ("start_from","deployment") WHERE recorded_to is null;--> statement-breakpoint
CREATE INDEX "gap_changed" ON "read"."gap" USING btree ("changed_at","rule","subject");--> statement-breakpoint
CREATE INDEX "gap_unit" ON "read"."gap" USING btree ("unit");--> statement-breakpoint
CREATE INDEX "gap_waived" ON "read"."gap" USING btree ("waived_until") WHERE status = 'WAIVED';--> statement-breakpoint
CREATE INDEX "link_to" ON "read"."link" USING btree ("to_ref");--> statement-breakpoint
CREATE INDEX "verdict_unit" ON "read"."verdict" USING btree ("unit");--> statement-breakpoint
CREATE INDEX "verdict_settles" ON "read"."verdict" USING btree ("settles_at") WHERE recorded_to is null and settles_at is not null;--> statement-breakpoint
CREATE INDEX "account_source" ON "read"."account" USING btree ("source");--> statement-breakpoint
CREATE INDEX "approval_step_about" ON "read"."approval_step" USING btree ("about");--> statement-breakpoint
CREATE INDEX "change_state_created" ON "read"."change_state" USING btree ("created_from","ticket");--> statement-breakpoint
CREATE INDEX "change_state_key" ON "read"."change_state" USING btree ("key");--> statement-breakpoint
CREATE INDEX "person_join_b" ON "read"."person_join" USING btree ("b");--> statement-breakpoint
CREATE INDEX "ticket_field_ticket" ON "read"."ticket_field" USING btree ("ticket");--> statement-breakpoint
CREATE INDEX "ticket_key_key" ON "read"."ticket_key" USING btree ("key");--> statement-breakpoint
CREATE INDEX "ticket_link_other" ON "read"."ticket_link" USING btree ("other");--> statement-breakpoint
CREATE INDEX "ticket_mention_key" ON "read"."ticket_mention" USING btree ("key");--> statement-breakpoint
CREATE INDEX "ticket_mention_ticket" ON "read"."ticket_mention" USING btree ("ticket");