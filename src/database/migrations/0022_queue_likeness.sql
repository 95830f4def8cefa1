CREATE TABLE "likeness" (
	"account_id" uuid NOT NULL,
	"card_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"is_record" boolean NOT NULL,
	"score" real NOT NULL,
	CONSTRAINT "likeness_card_id_other_id_pk" PRIMARY KEY("card_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "compared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "likeness" ADD CONSTRAINT "likeness_card_id_card_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."card"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "likeness_account" ON "likeness" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "likeness_other" ON "likeness" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "card_not_compared" ON "card" USING btree ("account_id","id") WHERE not compared and state <> 'gone';