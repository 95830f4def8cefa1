CREATE TABLE "file_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text NOT NULL,
	"file_names" text[] NOT NULL,
	"heads" text,
	"options" jsonb,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"counts" jsonb,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "file_import_file" (
	"import_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_import_file_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "file_import_row" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"outcome" text NOT NULL,
	"record_id" uuid,
	"version" integer,
	"diff" jsonb NOT NULL,
	"told" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"kept" text,
	CONSTRAINT "file_import_row_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
ALTER TABLE "file_import" ADD CONSTRAINT "file_import_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_import_file" ADD CONSTRAINT "file_import_file_import_id_file_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."file_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_import_row" ADD CONSTRAINT "file_import_row_import_id_file_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."file_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_import_user_id_id_index" ON "file_import" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "file_import_due" ON "file_import" USING btree ("id") WHERE state in ('queued','running');--> statement-breakpoint
CREATE INDEX "file_import_row_import_id_outcome_row_index" ON "file_import_row" USING btree ("import_id","outcome","row");