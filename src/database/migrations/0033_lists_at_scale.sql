CREATE TABLE "list_order" (
	"field" text NOT NULL,
	"descending" boolean NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_order_field_descending_pk" PRIMARY KEY("field","descending")
);
--> statement-breakpoint
DROP INDEX "record_owner";--> statement-breakpoint
DROP INDEX "record_birthday";--> statement-breakpoint
CREATE INDEX "record_owner" ON "record" USING btree ("owner_id","kind","sort_name","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "record_birthday" ON "record" USING btree (right(("keys" ->> 'birthday') collate "C", 5)) WHERE right(("keys" ->> 'birthday') collate "C", 5) is not null and deleted_at is null;