CREATE TABLE "record_merge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"effects" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "record_merge" ADD CONSTRAINT "record_merge_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_merge" ADD CONSTRAINT "record_merge_merged_id_record_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "record_merge_open" ON "record_merge" USING btree ("merged_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "record_merge_record_id_index" ON "record_merge" USING btree ("record_id");