CREATE TABLE "label" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"color" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "list_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"shared" boolean DEFAULT false NOT NULL,
	"filter" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sort" text DEFAULT 'name' NOT NULL,
	"columns" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_label" (
	"record_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	CONSTRAINT "record_label_record_id_label_id_pk" PRIMARY KEY("record_id","label_id")
);
--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "keys" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "list_view" ADD CONSTRAINT "list_view_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_label" ADD CONSTRAINT "record_label_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_label" ADD CONSTRAINT "record_label_label_id_label_id_fk" FOREIGN KEY ("label_id") REFERENCES "public"."label"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "label_name" ON "label" USING btree ("name_key") WHERE deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "list_view_own" ON "list_view" USING btree ("user_id","kind") WHERE name is null;--> statement-breakpoint
CREATE INDEX "list_view_shared" ON "list_view" USING btree ("kind") WHERE shared;--> statement-breakpoint
CREATE INDEX "record_label_label" ON "record_label" USING btree ("label_id");--> statement-breakpoint
CREATE INDEX "record_created" ON "record" USING btree ("kind","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "record_values" ON "record" USING gin ("keys" jsonb_path_ops);