CREATE TABLE "ignored_card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"uid" text,
	"remote_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ignored_card" ADD CONSTRAINT "ignored_card_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ignored_card_account_id_index" ON "ignored_card" USING btree ("account_id");