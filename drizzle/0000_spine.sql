CREATE TABLE "access_session" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"token" uuid NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone,
	CONSTRAINT "access_session_kind" CHECK ("access_session"."kind" in ('CODE', 'COOKIE'))
);
--> statement-breakpoint
CREATE TABLE "access_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"holder" text NOT NULL,
	"holder_kind" text NOT NULL,
	"role" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"revoked_at" timestamp(6) with time zone,
	CONSTRAINT "access_token_role" CHECK ("access_token"."role" in ('viewer', 'auditor', 'compliance', 'administrator', 'ingest')),
	CONSTRAINT "access_token_holder_kind" CHECK ("access_token"."holder_kind" in ('PERSON', 'SERVICE', 'BOOTSTRAP'))
);
--> statement-breakpoint
CREATE TABLE "clear_value" (
	"commitment" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"field" text NOT NULL,
	"digest" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"door" text NOT NULL,
	"stream" text,
	"received_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"dedupe" "bytea" NOT NULL,
	"state" text DEFAULT 'PENDING' NOT NULL,
	CONSTRAINT "inbox_delivery_door" CHECK ("inbox_delivery"."door" in ('WEBHOOK', 'POLL')),
	CONSTRAINT "inbox_delivery_state" CHECK ("inbox_delivery"."state" in ('PENDING', 'SETTLED'))
);
--> statement-breakpoint
CREATE TABLE "inbox_doorbell" (
	"source" text NOT NULL,
	"collection" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"reference" jsonb NOT NULL,
	"rung_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"not_before" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "inbox_doorbell_source_collection_digest_pk" PRIMARY KEY("source","collection","digest")
);
--> statement-breakpoint
CREATE TABLE "inbox_record" (
	"delivery" uuid NOT NULL,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"field" text,
	"normaliser_version" integer NOT NULL,
	"settled_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"events" "bytea"[] NOT NULL,
	CONSTRAINT "inbox_record_delivery_position_pk" PRIMARY KEY("delivery","position"),
	CONSTRAINT "inbox_record_state" CHECK ("inbox_record"."state" in ('EVENTS', 'IGNORED', 'QUARANTINED')),
	CONSTRAINT "inbox_record_reason" CHECK (("inbox_record"."state" = 'EVENTS') = ("inbox_record"."reason" is null))
);
--> statement-breakpoint
CREATE TABLE "ledger_event" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" "bytea" NOT NULL,
	"normaliser_version" integer NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"core_digest" "bytea" NOT NULL,
	"delivery" uuid,
	"leaf" "bytea" NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "ledger_event_id_length" CHECK (octet_length("ledger_event"."event_id") = 32)
);
--> statement-breakpoint
CREATE TABLE "ledger_head" (
	"singleton" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"log" text NOT NULL,
	"size" bigint NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"edge" "bytea"[] NOT NULL,
	"key_check" "bytea" NOT NULL,
	CONSTRAINT "ledger_head_one_row" CHECK ("ledger_head"."singleton"),
	CONSTRAINT "ledger_head_size" CHECK ("ledger_head"."size" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_tile" (
	"level" integer NOT NULL,
	"position" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "ledger_tile_level_position_pk" PRIMARY KEY("level","position"),
	CONSTRAINT "ledger_tile_full" CHECK (octet_length("ledger_tile"."hashes") = 8192)
);
--> statement-breakpoint
CREATE TABLE "source_state" (
	"source" text PRIMARY KEY NOT NULL,
	"connector" text NOT NULL,
	"health" text NOT NULL,
	"sentence" text NOT NULL,
	"clock_offset_ms" integer,
	"budget" jsonb,
	"deliveries" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"last_refusal" text,
	"last_delivery_at" timestamp(6) with time zone,
	"last_success_at" timestamp(6) with time zone,
	"changed_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_stream" (
	"source" text NOT NULL,
	"stream" text NOT NULL,
	"label" text NOT NULL,
	"cursor" jsonb,
	"pages" bigint DEFAULT 0 NOT NULL,
	"records" bigint DEFAULT 0 NOT NULL,
	"total" bigint,
	"passes" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"sentence" text,
	"next_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"requested_at" timestamp(6) with time zone,
	"completed_at" timestamp(6) with time zone,
	CONSTRAINT "source_stream_source_stream_pk" PRIMARY KEY("source","stream")
);
--> statement-breakpoint
ALTER TABLE "access_session" ADD CONSTRAINT "access_session_token_access_token_id_fk" FOREIGN KEY ("token") REFERENCES "public"."access_token"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_record" ADD CONSTRAINT "inbox_record_delivery_inbox_delivery_id_fk" FOREIGN KEY ("delivery") REFERENCES "public"."inbox_delivery"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_token_hash" ON "access_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "clear_value_person" ON "clear_value" USING btree ("person","field");--> statement-breakpoint
CREATE INDEX "clear_value_digest" ON "clear_value" USING btree ("digest");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_delivery_once" ON "inbox_delivery" USING btree ("source","dedupe");--> statement-breakpoint
CREATE INDEX "inbox_delivery_pending" ON "inbox_delivery" USING btree ("id") WHERE state = 'PENDING';--> statement-breakpoint
CREATE INDEX "inbox_record_digest" ON "inbox_record" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "inbox_record_quarantined" ON "inbox_record" USING btree ("source","delivery","position") WHERE state = 'QUARANTINED';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_event_fact" ON "ledger_event" USING btree ("event_id","normaliser_version");