CREATE TABLE "backtest" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "backtest_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"policy" text NOT NULL,
	"changed" text[] NOT NULL,
	"from_at" timestamp(6) with time zone NOT NULL,
	"to_at" timestamp(6) with time zone NOT NULL,
	"zone" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(6) with time zone NOT NULL,
	"units" integer NOT NULL,
	"verdicts" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backtest_difference" (
	"backtest" uuid NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"unit" text NOT NULL,
	"was" text,
	"was_severity" text,
	"was_sentence" text,
	"would_be" text,
	"would_be_severity" text,
	"would_be_sentence" text,
	CONSTRAINT "backtest_difference_backtest_rule_subject_pk" PRIMARY KEY("backtest","rule","subject")
);
--> statement-breakpoint
CREATE INDEX "backtest_number" ON "backtest" USING btree ("number");