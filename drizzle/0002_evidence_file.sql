CREATE TABLE "evidence_file" (
	"digest" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"attached" boolean DEFAULT false NOT NULL,
	"kept_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_file_digest" CHECK ("evidence_file"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE INDEX "evidence_file_unattached" ON "evidence_file" USING btree ("kept_at") WHERE not "evidence_file"."attached";