CREATE TABLE "company_name_left" (
	"company_key" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duplicate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"score" real NOT NULL,
	"reasons" text[] NOT NULL,
	"dismissed_at" timestamp with time zone,
	"dismissed_by" uuid
);
--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "company_terms" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "company_by" text;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "made_by_sync" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "compared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "duplicate" ADD CONSTRAINT "duplicate_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate" ADD CONSTRAINT "duplicate_other_id_record_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "duplicate_pair" ON "duplicate" USING btree ("record_id","other_id");--> statement-breakpoint
CREATE INDEX "duplicate_other" ON "duplicate" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "duplicate_open" ON "duplicate" USING btree ("score" DESC NULLS FIRST,"id") WHERE dismissed_at is null;--> statement-breakpoint
CREATE INDEX "record_company_terms" ON "record" USING gin ("company_terms") WITH (fastupdate=false) WHERE kind = 'company' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "record_waiting_terms" ON "record" USING gin ("company_terms") WITH (fastupdate=false) WHERE kind <> 'company' and deleted_at is null and company_id is null and company_by is distinct from 'hand';--> statement-breakpoint
CREATE INDEX "record_waiting_key" ON "record" USING btree ("company_key") WHERE kind <> 'company' and deleted_at is null and company_id is null and company_by is distinct from 'hand';--> statement-breakpoint
CREATE INDEX "record_not_compared" ON "record" USING btree ("id") WHERE not compared and deleted_at is null;--> statement-breakpoint
-- Tied by name so far was whoever names the company as it is called; everybody else was tied by hand.
UPDATE "record" SET "company_by" = CASE WHEN "record"."company_key" = "company"."company_key" THEN 'name' ELSE 'hand' END FROM "record" AS "company" WHERE "company"."id" = "record"."company_id";--> statement-breakpoint
UPDATE "account" SET "settings" = '{"companies": "ask"}'::jsonb || "settings", "before" = CASE WHEN "before" ? 'settings' THEN jsonb_set("before", '{settings,companies}', '"ask"') ELSE "before" END;--> statement-breakpoint
-- By new rules for names of companies cards match others: as in 0011, each is read once more.
UPDATE "card" SET "version" = '"again"';--> statement-breakpoint
UPDATE "book" SET "cursor" = NULL;
