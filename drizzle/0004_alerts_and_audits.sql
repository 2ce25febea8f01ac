CREATE TABLE "alert_condition" (
	"key" text PRIMARY KEY NOT NULL,
	"sentence" text NOT NULL,
	"since" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_message" (
	"id" text PRIMARY KEY NOT NULL,
	"route" uuid NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "alert_message_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"seq" bigint,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'QUEUED' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(6) with time zone NOT NULL,
	"last_attempt_at" timestamp(6) with time zone,
	"sentence" text,
	"created_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "alert_message_state" CHECK ("alert_message"."state" in ('QUEUED', 'DELIVERED', 'DEAD'))
);
--> statement-breakpoint
CREATE TABLE "alert_route" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"host" text NOT NULL,
	"url" "bytea" NOT NULL,
	"secret" "bytea",
	"former_secret" "bytea",
	"former_until" timestamp(6) with time zone,
	"filter" jsonb NOT NULL,
	"cursor" bigint NOT NULL,
	"state" text DEFAULT 'ACTIVE' NOT NULL,
	"reason" text,
	"not_before" timestamp(6) with time zone,
	"last_attempt_at" timestamp(6) with time zone,
	"last_sentence" text,
	"created_by" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "alert_route_kind" CHECK ("alert_route"."kind" in ('GAPS', 'EVENTS', 'SYSTEM')),
	CONSTRAINT "alert_route_target" CHECK ("alert_route"."target" in ('WEBHOOK', 'SLACK')),
	CONSTRAINT "alert_route_state" CHECK ("alert_route"."state" in ('ACTIVE', 'DISABLED')),
	CONSTRAINT "alert_route_reason" CHECK (("alert_route"."state" = 'DISABLED') = ("alert_route"."reason" is not null)),
	CONSTRAINT "alert_route_secret" CHECK (("alert_route"."target" = 'WEBHOOK') = ("alert_route"."secret" is not null)),
	CONSTRAINT "alert_route_former" CHECK (("alert_route"."former_secret" is null) = ("alert_route"."former_until" is null))
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_at" timestamp(6) with time zone NOT NULL,
	"to_at" timestamp(6) with time zone NOT NULL,
	"zone" text NOT NULL,
	"state" text NOT NULL,
	"committed" boolean NOT NULL,
	"units" integer NOT NULL,
	"drawn" integer NOT NULL,
	"conclusion" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "audit_id" CHECK ("audit"."id" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"sentence" text,
	"result" text,
	"asked_by" text NOT NULL,
	"started_at" timestamp(6) with time zone NOT NULL,
	"alive_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "job_state" CHECK ("job"."state" in ('RUNNING', 'DONE', 'FAILED'))
);
--> statement-breakpoint
CREATE TABLE "ledger_verification" (
	"one" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"sentence" text NOT NULL,
	"whole" boolean NOT NULL,
	CONSTRAINT "ledger_verification_one" CHECK ("ledger_verification"."one" = 1)
);
--> statement-breakpoint
ALTER TABLE "inbox_delivery" DROP CONSTRAINT "inbox_delivery_door";--> statement-breakpoint
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_route_alert_route_id_fk" FOREIGN KEY ("route") REFERENCES "public"."alert_route"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_message_queued" ON "alert_message" USING btree ("route","number") WHERE state = 'QUEUED';--> statement-breakpoint
CREATE INDEX "alert_message_dead" ON "alert_message" USING btree ("route","number") WHERE state = 'DEAD';--> statement-breakpoint
CREATE INDEX "alert_message_delivered" ON "alert_message" USING btree ("last_attempt_at") WHERE state = 'DELIVERED';--> statement-breakpoint
CREATE INDEX "alert_message_seq" ON "alert_message" USING btree ("route","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_route_name" ON "alert_route" USING btree ("name");--> statement-breakpoint
CREATE INDEX "audit_number" ON "audit" USING btree ("number");--> statement-breakpoint
CREATE INDEX "job_started" ON "job" USING btree ("started_at","id");--> statement-breakpoint
ALTER TABLE "inbox_delivery" ADD CONSTRAINT "inbox_delivery_door" CHECK ("inbox_delivery"."door" in ('WEBHOOK', 'POLL', 'PUSH'));