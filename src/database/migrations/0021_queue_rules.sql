CREATE FUNCTION "email_domains"(keys text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	select array(select distinct substring(key from '@([^@]+)$') from unnest(keys) as key where key like 'e:%@_%' order by 1)
$$;--> statement-breakpoint
CREATE TABLE "queue_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"filter" jsonb NOT NULL,
	"decision" jsonb NOT NULL,
	"runs" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "domains" text[] GENERATED ALWAYS AS (email_domains(match_keys)) STORED;--> statement-breakpoint
ALTER TABLE "ignored_card" ADD COLUMN "content" text;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "with_company" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "ignored_content" text;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "ruling" text DEFAULT 'by-hand' NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
ALTER TABLE "queue_rule" ADD CONSTRAINT "queue_rule_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "queue_rule_order" ON "queue_rule" USING btree ("account_id","position");--> statement-breakpoint
CREATE INDEX "queue_ruling" ON "queue_item" USING btree ("account_id") WHERE ruling = 'due';--> statement-breakpoint
CREATE INDEX "record_domains" ON "record" USING gin (email_domains("match_keys")) WITH (fastupdate=false);