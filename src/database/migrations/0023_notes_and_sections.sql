CREATE TABLE "field_section" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"label" jsonb,
	"custom" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"text" text NOT NULL,
	"search_text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "field_section_kind_key_index" ON "field_section" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "note_of_record" ON "note" USING btree ("record_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "note_search" ON "note" USING gin ("search_text" gin_trgm_ops) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "note_deleted" ON "note" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "file_import_row_of_record" ON "file_import_row" USING btree ("record_id") WHERE record_id is not null;--> statement-breakpoint
CREATE INDEX "run_action_of_record" ON "run_action" USING btree ("record_id","at") WHERE record_id is not null;--> statement-breakpoint
-- Sections stand in the order in which pages showed them: that of the first field of each.
INSERT INTO "field_section" ("id", "kind", "key", "position")
SELECT gen_random_uuid(), "kind", "section", row_number() OVER (PARTITION BY "kind" ORDER BY min("position"), "section") - 1
FROM "field" WHERE "deleted_at" IS NULL AND "key" <> 'syncMobile' GROUP BY "kind", "section";
